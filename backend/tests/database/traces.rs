//! What stays on the disk.

use crate::support::{At, Place, START, erase, live};

#[tokio::test]
async fn nothing_of_an_erased_share_stays_in_the_files_of_sqlite() {
    let Place { at, db } = Place::sqlite().await;
    let At::Sqlite(folder) = at else { panic!("this is SQLite") };
    let live = live(&*db, &[None]).await;
    let contains_key = || {
        std::fs::read_dir(folder.path())
            .unwrap()
            .any(|file| std::fs::read(file.unwrap().path()).unwrap().windows(60).any(|bytes| bytes == [1; 60]))
    };
    assert!(contains_key(), "the wrapped key is found while the share lives");
    erase(&*db, live.id, START).await;
    db.scrub().await.unwrap();
    assert!(!contains_key());
}
