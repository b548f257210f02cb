//! The names of objects: `{share}/{part}`.

use object_store::ObjectMeta;
use object_store::path::Path;
use phial_shared::ids::ShareId;
use phial_shared::layout::PartIndex;
use phial_shared::time::UnixSeconds;

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
    /// A file of a share that is being written, or whose writing was interrupted: its name within the share's folder.
    /// A bucket has none: a part is one PUT, which is there as a whole or not at all.
    HalfWritten(ShareId, String),
    /// Nothing of ours. Whoever runs the server may want to know of it; it is never deleted.
    Foreign(String),
}

impl ObjectName {
    /// Reads the name of an object in a bucket.
    pub(super) fn of_object(name: &str) -> Self {
        match Self::split(name) {
            Some((share, part)) => part_index(part).map(|part| Self::Part(share, part)),
            None => None,
        }
        .unwrap_or_else(|| Self::Foreign(name.to_owned()))
    }

    /// Reads the path of a file, in which also half-written ones appear.
    pub(super) fn of_file(path: &str) -> Self {
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
