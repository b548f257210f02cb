//! Project Wycheproof's vectors for the two primitives that the format stands on, natively and in wasm.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use hkdf::Hkdf;
use sha2::Sha256;
use wycheproof::{TestResult, aead, hkdf as hkdf_vectors};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

#[test]
fn aes_256_gcm() {
    let set = aead::TestSet::load(aead::TestName::AesGcm).unwrap();
    let mut run = 0;
    // Phial uses 256-bit keys, 96-bit nonces and 128-bit tags only.
    for group in set.test_groups.iter().filter(|g| (g.key_size, g.nonce_size, g.tag_size) == (256, 96, 128)) {
        for test in &group.tests {
            let key: [u8; 32] = test.key.as_slice().try_into().unwrap();
            let nonce: [u8; 12] = test.nonce.as_slice().try_into().unwrap();
            let cipher = Aes256Gcm::new(&Key::<Aes256Gcm>::from(key));
            let sealed = [test.ct.as_slice(), test.tag.as_slice()].concat();
            let opened = cipher.decrypt(&Nonce::from(nonce), Payload { msg: &sealed, aad: &test.aad });
            match test.result {
                TestResult::Valid | TestResult::Acceptable => {
                    assert_eq!(opened.as_deref(), Ok(test.pt.as_slice()), "case {}", test.tc_id);
                    let again = cipher.encrypt(&Nonce::from(nonce), Payload { msg: &test.pt, aad: &test.aad });
                    assert_eq!(again, Ok(sealed), "case {}", test.tc_id);
                }
                TestResult::Invalid => assert!(opened.is_err(), "case {}: {}", test.tc_id, test.comment),
            }
            run += 1;
        }
    }
    assert!(run > 50, "only {run} vectors fit");
}

#[test]
fn hkdf_sha256() {
    let set = hkdf_vectors::TestSet::load(hkdf_vectors::TestName::HkdfSha256).unwrap();
    let mut run = 0;
    for test in set.test_groups.iter().flat_map(|group| &group.tests) {
        let mut output = vec![0; test.size];
        let expanded = Hkdf::<Sha256>::new(Some(&test.salt), &test.ikm).expand(&test.info, &mut output);
        match test.result {
            TestResult::Valid | TestResult::Acceptable => {
                assert!(expanded.is_ok(), "case {}", test.tc_id);
                assert_eq!(output, test.okm.as_slice(), "case {}", test.tc_id);
            }
            TestResult::Invalid => assert!(expanded.is_err(), "case {}: {}", test.tc_id, test.comment),
        }
        run += 1;
    }
    assert!(run > 50, "only {run} vectors");
}
