//! When what is shown is to be hidden: nobody has done anything for a while, or the page was out of sight.

/// Milliseconds without a sign of the person.
pub(super) const IDLE: f64 = 10.0 * 60_000.0;
/// Milliseconds behind another page or with the screen off.
pub(super) const HIDDEN: f64 = 5.0 * 60_000.0;

/// What is known of the person. Times are milliseconds of a clock that never goes back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Idle {
    last_sign: f64,
    hidden_since: Option<f64>,
}

impl Idle {
    /// The person is there now.
    pub(super) const fn since(now: f64) -> Self {
        Self { last_sign: now, hidden_since: None }
    }

    /// The person has done something.
    pub(super) const fn sign(&mut self, now: f64) {
        self.last_sign = now;
    }

    /// The page has gone out of sight, or come back.
    pub(super) fn seen(&mut self, is_visible: bool, now: f64) {
        self.hidden_since = if is_visible { None } else { self.hidden_since.or(Some(now)) };
    }

    /// Whether it has been long enough.
    pub(super) fn is_over(&self, now: f64) -> bool {
        now - self.last_sign >= IDLE || self.hidden_since.is_some_and(|since| now - since >= HIDDEN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_over_after_a_while_without_a_sign() {
        let mut idle = Idle::since(5.0);
        assert!(!idle.is_over(IDLE));
        assert!(idle.is_over(IDLE + 5.0));
        idle.sign(IDLE);
        assert!(!idle.is_over(IDLE + 5.0));
    }

    #[test]
    fn it_is_over_sooner_out_of_sight_and_not_by_looking_away_again_and_again() {
        let mut idle = Idle::since(0.0);
        idle.seen(false, 1.0);
        idle.seen(false, HIDDEN - 1.0);
        assert!(!idle.is_over(HIDDEN));
        assert!(idle.is_over(HIDDEN + 1.0));
        idle.seen(true, HIDDEN + 1.0);
        assert!(!idle.is_over(HIDDEN + 1.0));
    }
}
