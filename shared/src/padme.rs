//! Padmé: lengths that reveal little, at a cost of at most 12 %.
//!
//! Nikitin, Barman, Lueks, Underwood, Hubaux, Ford: "Reducing Metadata Leakage from Encrypted Files and Communication
//! with PURBs", PoPETs 2019(4), algorithm 1: a length L with exponent E = ⌊log₂ L⌋ is rounded up until its last
//! E − ⌊log₂ E⌋ − 1 bits are zero, so that an observer learns O(log log L) bits.

/// The padded length of `len` bytes. Idempotent and monotone. Saturates near `u64::MAX`, far beyond any archive.
pub const fn padded_len(len: u64) -> u64 {
    if len < 4 {
        return len;
    }
    let exponent = len.ilog2();
    let kept = exponent.ilog2() + 1;
    let mask = (1u64 << (exponent - kept)) - 1;
    len.saturating_add(mask) & !mask
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_lengths() {
        // From the definition: 9 = 0b1001 keeps E − S = 3 − 2 = 1 zero bit; 1_000_000 keeps 19 − 5 = 14.
        let cases =
            [(0, 0), (1, 1), (2, 2), (3, 3), (8, 8), (9, 10), (100, 104), (1_000, 1_024), (1_000_000, 1_015_808)];
        for (len, padded) in cases {
            assert_eq!(padded_len(len), padded, "{len}");
        }
    }

    #[cfg(not(target_arch = "wasm32"))]
    proptest::proptest! {
        #[test]
        fn grows_by_at_most_twelve_percent_and_only_once(len in 0u64..1 << 50) {
            let padded = padded_len(len);
            assert!(padded >= len);
            assert!((padded - len) * 100 <= len * 12);
            assert_eq!(padded_len(padded), padded);
        }

        #[test]
        fn is_monotone(len in 0u64..1 << 50, more in 0u64..1 << 20) {
            assert!(padded_len(len) <= padded_len(len + more));
        }
    }
}
