//! Reading the chosen files as one stream.
#![cfg(target_family = "wasm")]

#[path = "support/random.rs"]
mod random;

use js_sys::{Array, Promise, Uint8Array};
use phial_frontend::services::source::{FileChanged, Source};
use random::Random;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{
    File, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetFileOptions, FileSystemWritableFileStream,
};

wasm_bindgen_test_configure!(run_in_browser);

fn file(bytes: &[u8]) -> File {
    File::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)), "made in the test").unwrap()
}

/// Files of these sizes, and the stream that they make with `padding` zeros after it.
fn files(random: &mut Random, sizes: &[usize], padding: usize) -> (Source, Vec<u8>) {
    let contents: Vec<_> = sizes.iter().map(|size| random.bytes(*size)).collect();
    let source = Source::new(contents.iter().map(|bytes| file(bytes)).collect());
    let mut stream = contents.concat();
    stream.resize(stream.len() + padding, 0);
    (source, stream)
}

async fn assert_reads(source: &Source, stream: &[u8], start: usize, end: usize) {
    let bytes = source.read(start as u64..end as u64).await.unwrap();
    assert!(Uint8Array::new(&bytes).to_vec() == stream[start..end], "{start}..{end}");
}

#[wasm_bindgen_test]
async fn every_range_across_borders_empty_files_and_padding_is_right() {
    let (source, stream) = files(&mut Random::new(1), &[0, 3, 0, 0, 1, 5, 0], 4);
    for start in 0..=stream.len() {
        for end in start..=stream.len() {
            assert_reads(&source, &stream, start, end).await;
        }
    }
}

#[wasm_bindgen_test]
async fn random_files_are_read_as_one_stream() {
    for seed in 0..40 {
        let mut random = Random::new(seed);
        let sizes: Vec<_> = (0..random.below(6)).map(|_| random.below(70_000)).collect();
        let padding = random.below(5_000);
        let (source, stream) = files(&mut random, &sizes, padding);
        let (a, b) = (random.below(stream.len() + 1), random.below(stream.len() + 1));
        assert_reads(&source, &stream, a.min(b), a.max(b)).await;
        assert_reads(&source, &stream, 0, stream.len()).await;
    }
}

#[wasm_bindgen_test]
async fn ten_thousand_files_are_one_read() {
    let (source, stream) = files(&mut Random::new(5), &[2; 10_000], 7);
    assert_reads(&source, &stream, 0, stream.len()).await;
}

#[wasm_bindgen_test]
async fn no_file_at_all_is_padding_only() {
    let source = Source::new(Vec::new());
    assert_reads(&source, &[0; 9], 2, 9).await;
}

async fn settled<T: JsCast>(promise: Promise) -> T {
    JsFuture::from(promise).await.unwrap().unchecked_into()
}

/// A file on disk, in the browser's private store, with this content.
async fn file_on_disk(name: &str, bytes: &[u8]) -> (FileSystemDirectoryHandle, File) {
    let storage = web_sys::window().unwrap().navigator().storage();
    let directory: FileSystemDirectoryHandle = settled(storage.get_directory()).await;
    let options = FileSystemGetFileOptions::new();
    options.set_create(true);
    let handle: FileSystemFileHandle = settled(directory.get_file_handle_with_options(name, &options)).await;
    let writer: FileSystemWritableFileStream = settled(handle.create_writable()).await;
    JsFuture::from(writer.write_with_js_u8_array(&Uint8Array::from(bytes)).unwrap()).await.unwrap();
    JsFuture::from(writer.close()).await.unwrap();
    (directory, settled(handle.get_file()).await)
}

#[wasm_bindgen_test]
async fn a_file_that_disappears_is_named() {
    let (directory, vanishing) = file_on_disk("vanishing", b"abc").await;
    let source = Source::new(vec![file(b"x"), vanishing, file(b"y")]);
    assert_eq!(Uint8Array::new(&source.read(0..5).await.unwrap()).to_vec(), b"xabcy");
    JsFuture::from(directory.remove_entry("vanishing")).await.unwrap();
    for range in [0..5, 1..4, 3..4] {
        assert_eq!(source.read(range.clone()).await.map(drop), Err(FileChanged { file: 1 }), "{range:?}");
    }
    assert!(source.read(0..1).await.is_ok());
}

#[wasm_bindgen_test]
async fn a_file_that_changes_is_named() {
    let (_, before) = file_on_disk("changing", b"abc").await;
    let source = Source::new(vec![before]);
    assert!(source.read(0..3).await.is_ok());
    let (directory, _) = file_on_disk("changing", b"").await;
    assert_eq!(source.read(0..3).await.map(drop), Err(FileChanged { file: 0 }));
    JsFuture::from(directory.remove_entry("changing")).await.unwrap();
}
