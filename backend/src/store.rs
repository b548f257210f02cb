//! Where the ciphertext lies: one object for each part, `{share}/{part}`, in any object store. And, apart from it, a key for
//! each share, `keys/{share}/{key}`, without which what the database holds of the share opens nothing.

mod error;
mod local;
mod object;
pub mod s3;

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{StreamExt, TryStreamExt, stream};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{GetOptions, GetRange, GetResultPayload, ObjectStore, ObjectStoreExt, PutPayload};
use phial_shared::api::{StorageInfo, StorageKind};
use phial_shared::ids::{KeyId, ShareId};
use phial_shared::keys::VaultKey;
use phial_shared::layout::PartIndex;
use rustix::fs::StatVfs;

pub use error::StoreError;
pub use object::{ObjectName, StoredObject};
use object::{key_path, keys_path, part_path, share_path};
use s3::S3Settings;

/// The parts of all shares.
#[derive(Clone, Debug)]
pub struct Store {
    objects: Arc<dyn ObjectStore>,
    /// The folder, when the objects are files: it holds directories and half-written files that no listing shows.
    folder: Option<PathBuf>,
    /// How long one call may take, its repetitions included, and how long the next piece of what is being read.
    patience: Duration,
    place: StorageInfo,
}

const LOCAL: StorageInfo = StorageInfo { kind: StorageKind::Local, region: None, bucket: None };

/// How long a disk may take: beyond this it hangs.
const DISK_PATIENCE: Duration = Duration::from_secs(120);

impl Store {
    /// Keeps objects as files under `folder`, which must exist. A part that was put is on the disk.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub fn local(folder: PathBuf) -> Result<Self, StoreError> {
        let objects = LocalFileSystem::new_with_prefix(&folder)?.with_fsync(true);
        Ok(Self { objects: Arc::new(objects), folder: Some(folder), patience: DISK_PATIENCE, place: LOCAL })
    }

    /// Keeps objects in a bucket of an S3-compatible service. Does not call it yet.
    ///
    /// # Errors
    /// When the settings make no sense.
    pub fn s3(settings: &S3Settings) -> Result<Self, StoreError> {
        let place = StorageInfo {
            kind: StorageKind::S3,
            region: Some(settings.region.clone()),
            bucket: Some(settings.bucket.clone()),
        };
        Ok(Self { objects: s3::open(settings)?, folder: None, patience: settings.timeouts.call, place })
    }

    /// Keeps objects in any other store. No call takes longer than `patience`.
    pub fn remote(objects: Arc<dyn ObjectStore>, patience: Duration) -> Self {
        Self { objects, folder: None, patience, place: LOCAL }
    }

    /// Where it is, as people are told.
    pub fn place(&self) -> &StorageInfo {
        &self.place
    }

    /// Shows that the store works, by listing what is not there. (Asking for it would not tell a missing bucket from a
    /// missing object.)
    ///
    /// # Errors
    /// When it does not work.
    pub async fn answers(&self) -> Result<(), StoreError> {
        if let Some(folder) = self.folder.clone() {
            // A folder that is gone would only seem to be empty.
            local::blocking(move || std::fs::read_dir(folder).map(drop)).await?;
        }
        match self.objects.list(Some(&object_store::path::Path::from("ready"))).next().await {
            None | Some(Ok(_)) => Ok(()),
            Some(Err(error)) => Err(error.into()),
        }
    }

    /// Stores a part durably; one that is there already is replaced at once and whole.
    ///
    /// # Errors
    /// When it may not be stored. What was sent of it may still arrive.
    pub async fn put_part(&self, share: ShareId, part: PartIndex, bytes: Bytes) -> Result<(), StoreError> {
        self.within(self.objects.put(&part_path(share, part), PutPayload::from_bytes(bytes))).await?;
        Ok(())
    }

    /// Bytes that may still be stored, where the store is a disk.
    ///
    /// # Errors
    /// When the disk does not say.
    pub async fn free_space(&self) -> Result<Option<u64>, StoreError> {
        let Some(folder) = self.folder.clone() else { return Ok(None) };
        local::blocking(move || Ok(Some(free_bytes(&rustix::fs::statvfs(&folder)?)))).await
    }

    /// Reads a range of a part, piece by piece: exactly the range, or the stream ends with an error.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn read_part(
        &self,
        share: ShareId,
        part: PartIndex,
        range: Range<u64>,
    ) -> Result<BoxStream<'static, Result<Bytes, StoreError>>, StoreError> {
        let options = GetOptions { range: Some(GetRange::Bounded(range.clone())), ..GetOptions::default() };
        let path = part_path(share, part);
        let found = self.within(self.objects.get_opts(&path, options)).await?;
        if found.range != range {
            return Err(StoreError::Failed("a stored part is too short".to_owned()));
        }
        Ok(match found.payload {
            GetResultPayload::File(file, _) => local::read(file, range).boxed(),
            GetResultPayload::Stream(pieces) => exactly(range.end - range.start, self.patience, pieces).boxed(),
        })
    }

    /// The length of a part in bytes; `None` if it is not there.
    ///
    /// # Errors
    /// When the store does not say.
    pub async fn part_len(&self, share: ShareId, part: PartIndex) -> Result<Option<u64>, StoreError> {
        match self.within(self.objects.head(&part_path(share, part))).await {
            Ok(object) => Ok(Some(object.size)),
            Err(StoreError::Missing) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Deletes one part. Nothing to do if it is not there.
    ///
    /// # Errors
    /// When it may still be there.
    pub async fn erase_part(&self, share: ShareId, part: PartIndex) -> Result<(), StoreError> {
        match self.within(self.objects.delete(&part_path(share, part))).await {
            Err(StoreError::Missing) => Ok(()),
            result => result,
        }
    }

    /// Deletes everything that belongs to a share, its keys first, also what an interrupted `put_part` left. Nothing to do if there is
    /// nothing.
    ///
    /// # Errors
    /// When something may still be there.
    pub async fn erase_share(&self, share: ShareId) -> Result<(), StoreError> {
        // Without its keys, nothing that may be left of it can be opened.
        self.erase_folder(keys_path(share)).await?;
        self.erase_folder(share_path(share)).await
    }

    async fn erase_folder(&self, path: Path) -> Result<(), StoreError> {
        let found = self.objects.list(Some(&path)).map_ok(|object| object.location).boxed();
        let mut deleted = self.objects.delete_stream(found);
        loop {
            match self.within(deleted.try_next()).await {
                Ok(None) => break,
                Ok(Some(_)) | Err(StoreError::Missing) => (),
                Err(error) => return Err(error),
            }
        }
        match self.folder.clone() {
            Some(folder) => local::blocking(move || local::remove_folder(&folder.join(path.as_ref()))).await,
            None => Ok(()),
        }
    }

    /// Stores a share's key durably. No two keys have the same id, so none is ever replaced.
    ///
    /// # Errors
    /// When it may not be stored.
    pub async fn put_key(&self, share: ShareId, id: KeyId, key: &VaultKey) -> Result<(), StoreError> {
        let bytes = Bytes::copy_from_slice(key.as_bytes());
        self.within(self.objects.put(&key_path(share, id), PutPayload::from_bytes(bytes))).await?;
        Ok(())
    }

    /// Reads a share's key.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when it was erased.
    pub async fn read_key(&self, share: ShareId, id: KeyId) -> Result<VaultKey, StoreError> {
        let path = key_path(share, id);
        let bytes = match &self.folder {
            // In one go: this is waited for by everyone who opens a link.
            Some(folder) => {
                let file = folder.join(path.as_ref());
                local::blocking(move || std::fs::read(file)).await?.into()
            }
            None => self.within(async { self.objects.get(&path).await?.bytes().await }).await?,
        };
        let key = bytes[..].try_into().map_err(|_| StoreError::Failed("a stored key has another length".to_owned()))?;
        Ok(VaultKey::from_bytes(key))
    }

    /// Deletes one key. Nothing to do if it is not there.
    ///
    /// # Errors
    /// When it may still be there.
    pub async fn erase_key(&self, share: ShareId, id: KeyId) -> Result<(), StoreError> {
        match self.within(self.objects.delete(&key_path(share, id))).await {
            Err(StoreError::Missing) => Ok(()),
            result => result,
        }
    }

    /// Everything that is in the store, in no order, with what is half-written and what is not ours. Takes constant memory
    /// in the number of shares.
    pub fn list_objects(&self) -> BoxStream<'static, Result<StoredObject, StoreError>> {
        match self.folder.clone() {
            Some(folder) => local::list(folder).boxed(),
            None => without_pauses(self.patience, self.objects.list(None)).map_ok(StoredObject::from).boxed(),
        }
    }

    /// Deletes what a listing has found, unless it is not ours. Nothing to do if it is not there.
    ///
    /// # Errors
    /// When it may still be there.
    pub async fn erase_object(&self, name: &ObjectName) -> Result<(), StoreError> {
        match (name, self.folder.clone()) {
            (ObjectName::Part(share, part), _) => self.erase_part(*share, *part).await,
            (ObjectName::Key(share, key), _) => self.erase_key(*share, *key).await,
            (ObjectName::HalfWritten(share, file), Some(folder)) => {
                let file = folder.join(share_path(*share).as_ref()).join(file);
                local::blocking(move || local::remove_half_written(&file)).await
            }
            (ObjectName::HalfWrittenKey(share, file), Some(folder)) => {
                let file = folder.join(keys_path(*share).as_ref()).join(file);
                local::blocking(move || local::remove_half_written(&file)).await
            }
            (ObjectName::HalfWritten(..) | ObjectName::HalfWrittenKey(..), None) | (ObjectName::Foreign(_), _) => {
                Ok(())
            }
        }
    }

    /// Deletes what interrupted calls of `put_part` left in the shares that live. Call it only while nothing is being
    /// stored. Gives the number of files.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub async fn remove_unfinished(&self) -> Result<u64, StoreError> {
        let mut removed = 0;
        if self.folder.is_some() {
            let mut objects = self.list_objects();
            while let Some(object) = objects.try_next().await? {
                if let ObjectName::HalfWritten(..) | ObjectName::HalfWrittenKey(..) = object.name {
                    self.erase_object(&object.name).await?;
                    removed += 1;
                }
            }
        }
        Ok(removed)
    }

    async fn within<T>(&self, call: impl Future<Output = object_store::Result<T>>) -> Result<T, StoreError> {
        match tokio::time::timeout(self.patience, call).await {
            Ok(result) => Ok(result?),
            Err(_) => Err(too_slow()),
        }
    }
}

/// Bytes of a disk that may still be written.
pub(crate) fn free_bytes(disk: &StatVfs) -> u64 {
    disk.f_bavail.saturating_mul(disk.f_frsize)
}

/// The stream, if it has exactly this length and no pause longer than `patience`; else with an error at its end. What is
/// too much is not given.
fn exactly(
    len: u64,
    patience: Duration,
    pieces: BoxStream<'static, object_store::Result<Bytes>>,
) -> impl futures_util::Stream<Item = Result<Bytes, StoreError>> + Send {
    stream::try_unfold((without_pauses(patience, pieces).boxed(), len), |(mut pieces, left)| async move {
        match pieces.try_next().await? {
            None if left == 0 => Ok(None),
            None => Err(StoreError::Busy("a stored part broke off".to_owned())),
            Some(piece) => match left.checked_sub(piece.len() as u64) {
                Some(left) => Ok(Some((piece, (pieces, left)))),
                None => Err(StoreError::Failed("a stored part is longer than was asked for".to_owned())),
            },
        }
    })
}

/// The stream, until an item of it takes longer than `patience`: that is an error.
fn without_pauses<T: Send + 'static>(
    patience: Duration,
    items: BoxStream<'static, object_store::Result<T>>,
) -> impl futures_util::Stream<Item = Result<T, StoreError>> + Send {
    stream::try_unfold(items, move |mut items| async move {
        let next = tokio::time::timeout(patience, items.try_next()).await.map_err(|_| too_slow())?;
        Ok(next?.map(|item| (item, items)))
    })
}

fn too_slow() -> StoreError {
    StoreError::Busy("no answer in time".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(pieces: &[&'static str], len: u64) -> Result<Vec<Bytes>, StoreError> {
        let pieces: Vec<_> = pieces.iter().map(|piece| Ok(Bytes::from(*piece))).collect();
        exactly(len, Duration::from_secs(1), stream::iter(pieces).boxed()).try_collect().await
    }

    #[tokio::test]
    async fn a_stream_of_another_length_is_no_success() {
        assert_eq!(read(&["ab", "c"], 3).await.unwrap().concat(), b"abc");
        assert!(matches!(read(&["ab"], 3).await, Err(StoreError::Busy(_))), "it can be asked for again");
        assert!(matches!(read(&["ab", "cd"], 3).await, Err(StoreError::Failed(_))));
    }

    #[tokio::test]
    async fn a_stream_that_stands_still_is_given_up() {
        let still = exactly(3, Duration::from_millis(10), stream::pending().boxed()).try_collect::<Vec<_>>().await;
        assert!(matches!(still, Err(StoreError::Busy(_))));
    }
}
