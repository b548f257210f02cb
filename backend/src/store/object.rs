//! The names of objects: `{share}/{part}`, and `keys/{share}/{key}`.

use object_store::ObjectMeta;
use object_store::path::Path;
use phial_shared::ids::{KeyId, ShareId};
use phial_shared::layout::PartIndex;
use phial_shared::time::UnixSeconds;

/// The folder of all keys.
pub(super) const KEYS: &str = "keys";

/// An object that a listing has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredObject {
    /// What it is.
    pub name: ObjectName,
    /// Its length in bytes.
    pub len: u64,
    /// When it was written, by the store's clock.
    pub modified: UnixSeconds,
}

/// What an object is, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ObjectName {
    /// A part of a share.
    Part(ShareId, PartIndex),
    /// A share's key. Not to be kept in backups for long: see decision 10.
    Key(ShareId, KeyId),
    /// The same as [`ObjectName::HalfWritten`] for a key.
    HalfWrittenKey(ShareId, String),
    /// A file of a share that is being written, or whose writing was interrupted: its name within the share's folder.
    /// A bucket has none: a part is one PUT, which is there as a whole or not at all.
    HalfWritten(ShareId, String),
    /// Nothing of ours. Whoever runs the server may want to know of it; it is never deleted.
    Foreign(String),
}

impl ObjectName {
    /// Reads the name of an object in a bucket.
    pub(super) fn of_object(name: &str) -> Self {
        if let Some((share, key)) = name.strip_prefix(KEYS).and_then(|name| Self::split(name.strip_prefix('/')?)) {
            return key.parse().map_or_else(|_| Self::Foreign(name.to_owned()), |key| Self::Key(share, key));
        }
        match Self::split(name) {
            Some((share, part)) => part_index(part).map(|part| Self::Part(share, part)),
            None => None,
        }
        .unwrap_or_else(|| Self::Foreign(name.to_owned()))
    }

    /// Reads the path of a file, in which also half-written ones appear.
    pub(super) fn of_file(path: &str) -> Self {
        if let Some((share, file)) = path.strip_prefix(KEYS).and_then(|path| Self::split(path.strip_prefix('/')?)) {
            let is_half = file
                .split_once('#')
                .is_some_and(|(key, count)| key.parse::<KeyId>().is_ok() && part_index(count).is_some());
            return if is_half { Self::HalfWrittenKey(share, file.to_owned()) } else { Self::of_object(path) };
        }
        let half_written = Self::split(path).filter(|(_, file)| {
            file.split_once('#').is_some_and(|(part, count)| part_index(part).is_some() && part_index(count).is_some())
        });
        match half_written {
            Some((share, file)) => Self::HalfWritten(share, file.to_owned()),
            None => Self::of_object(path),
        }
    }

    fn split(name: &str) -> Option<(ShareId, &str)> {
        let (share, rest) = name.split_once('/')?;
        Some((share.parse().ok()?, rest))
    }
}

/// In the one way in which we write it.
fn part_index(text: &str) -> Option<PartIndex> {
    text.parse().ok().filter(|index: &u32| index.to_string() == text).map(PartIndex)
}

impl From<ObjectMeta> for StoredObject {
    fn from(object: ObjectMeta) -> Self {
        let modified = u64::try_from(object.last_modified.timestamp()).unwrap_or_default();
        let name = ObjectName::of_object(object.location.as_ref());
        Self { name, len: object.size, modified: UnixSeconds(modified) }
    }
}

pub(super) fn keys_path(share: ShareId) -> Path {
    Path::from(format!("{KEYS}/{share}"))
}

pub(super) fn key_path(share: ShareId, key: KeyId) -> Path {
    Path::from(format!("{KEYS}/{share}/{key}"))
}

pub(super) fn share_path(share: ShareId) -> Path {
    Path::from(share.to_string())
}

pub(super) fn part_path(share: ShareId, part: PartIndex) -> Path {
    Path::from(format!("{share}/{}", part.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_names_are_parts() {
        let share = ShareId::from_bytes([7; 16]);
        let part = |index| ObjectName::Part(share, PartIndex(index));
        assert_eq!(ObjectName::of_object(part_path(share, PartIndex(12)).as_ref()), part(12));
        assert_eq!(ObjectName::of_file(&format!("{share}/0")), part(0));
        for name in
            ["a.txt", "x/0", &share.to_string(), &format!("{share}/"), &format!("{share}/01"), &format!("{share}/+1")]
        {
            assert_eq!(ObjectName::of_object(name), ObjectName::Foreign(name.to_owned()));
            assert_eq!(ObjectName::of_file(name), ObjectName::Foreign(name.to_owned()));
        }
    }

    #[test]
    fn keys_are_known_by_their_folder() {
        let (share, key) = (ShareId::from_bytes([7; 16]), KeyId::from_bytes([8; 16]));
        let name = key_path(share, key);
        assert_eq!(ObjectName::of_object(name.as_ref()), ObjectName::Key(share, key));
        assert_eq!(ObjectName::of_file(name.as_ref()), ObjectName::Key(share, key));
        let half = format!("{key}#2");
        assert_eq!(ObjectName::of_file(&format!("keys/{share}/{half}")), ObjectName::HalfWrittenKey(share, half));
        for name in [format!("keys/{share}/0"), format!("keys/{share}/{key}#"), "keys/a".to_owned()] {
            assert_eq!(ObjectName::of_file(&name), ObjectName::Foreign(name.clone()));
        }
    }

    #[test]
    fn half_written_files_are_known() {
        let share = ShareId::from_bytes([7; 16]);
        let half = format!("{share}/3#1");
        assert_eq!(ObjectName::of_file(&half), ObjectName::HalfWritten(share, "3#1".to_owned()));
        assert_eq!(ObjectName::of_object(&half), ObjectName::Foreign(half.clone()), "not in a bucket");
        for name in [format!("{share}/x#1"), format!("{share}/3#"), format!("{share}/#1")] {
            assert_eq!(ObjectName::of_file(&name), ObjectName::Foreign(name.clone()));
        }
    }
}
