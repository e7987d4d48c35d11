//! How many refusals are written down: some for each address and minute, a bounded sum for all.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};

use vitrine_wire::Timestamp;

/// Seconds of a window.
const WINDOW: i64 = 60;
/// Addresses that are counted each by itself; the others share one count.
const MAX_ADDRESSES: usize = 4_096;
/// Rows of one window, as a multiple of what one address may have.
const ALL_ADDRESSES: u32 = 32;
/// Rows that tell how many more there were, in one window.
const MAX_SUMMARIES: usize = 64;

/// Counts the refusals of the running minute.
pub(super) struct Sampler {
    per_address: u32,
    window: i64,
    written: u32,
    counts: HashMap<Option<IpAddr>, Count>,
}

#[derive(Default)]
struct Count {
    written: u32,
    left_out: u64,
}

/// An address, and how many of its refusals were only counted.
pub(super) type LeftOut = (Option<IpAddr>, u64);

impl Sampler {
    pub(super) fn new(per_address: u32) -> Self {
        Self { per_address, window: i64::MIN, written: 0, counts: HashMap::new() }
    }

    /// Is this one written down? If not it is counted.
    pub(super) fn admits(&mut self, address: Option<IpAddr>) -> bool {
        let key = network(address)
            .filter(|network| self.counts.len() < MAX_ADDRESSES || self.counts.contains_key(&Some(*network)));
        let count = self.counts.entry(key).or_default();
        let is_in =
            count.written < self.per_address && self.written < self.per_address.saturating_mul(ALL_ADDRESSES);
        if is_in {
            count.written += 1;
            self.written += 1;
        } else {
            count.left_out += 1;
        }
        is_in
    }

    /// Counts refusals that got lost on the way here.
    pub(super) fn lost(&mut self, number: u64) {
        if number > 0 {
            self.counts.entry(None).or_default().left_out += number;
        }
    }

    /// Begins a new minute if it is time, or at once: what was left out of the old one, most first, the
    /// small ones summed up.
    pub(super) fn turn(&mut self, now: Timestamp, at_once: bool) -> Vec<LeftOut> {
        let window = now.0.unix_timestamp().div_euclid(WINDOW);
        if window == self.window && !at_once {
            return Vec::new();
        }
        if window != self.window {
            self.window = window;
            self.written = 0;
            let left_out = summed(self.counts.drain().map(|(address, count)| (address, count.left_out)));
            return left_out;
        }
        // Written down early: the window's places stay taken.
        summed(self.counts.iter_mut().map(|(address, count)| (*address, std::mem::take(&mut count.left_out))))
    }
}

fn summed(counts: impl Iterator<Item = LeftOut>) -> Vec<LeftOut> {
    let mut left_out: Vec<LeftOut> = counts.filter(|(_, count)| *count > 0).collect();
    left_out.sort_by_key(|(address, count)| (std::cmp::Reverse(*count), *address));
    if left_out.len() > MAX_SUMMARIES {
        let rest = left_out.split_off(MAX_SUMMARIES - 1);
        left_out.push((None, rest.iter().map(|(_, count)| count).sum()));
    }
    left_out
}

/// What counts as one address: of IPv6 the half that a site is given.
fn network(address: Option<IpAddr>) -> Option<IpAddr> {
    match address?.to_canonical() {
        IpAddr::V6(v6) => Some(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX)).into()),
        v4 => Some(v4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_unix_micros(seconds * 1_000_000)
    }

    fn address(text: &str) -> Option<IpAddr> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn each_address_has_its_rows_and_the_rest_is_counted() {
        let mut sampler = Sampler::new(3);
        assert!(sampler.turn(at(0), false).is_empty());
        let (one, other) = (address("192.0.2.1"), address("192.0.2.2"));
        assert_eq!((0..10).filter(|_| sampler.admits(one)).count(), 3);
        assert_eq!((0..2).filter(|_| sampler.admits(other)).count(), 2);
        assert!(sampler.turn(at(59), false).is_empty());
        assert_eq!(sampler.turn(at(60), false), [(one, 7)]);
        assert!(sampler.admits(one));
    }

    #[test]
    fn a_site_of_ipv6_is_one_address() {
        let mut sampler = Sampler::new(1);
        sampler.turn(at(0), false);
        assert!(sampler.admits(address("2001:db8::1")));
        assert!(!sampler.admits(address("2001:db8::2")));
        assert!(sampler.admits(address("2001:db8:0:1::1")));
    }

    #[test]
    fn many_addresses_together_are_bounded() {
        let mut sampler = Sampler::new(2);
        sampler.turn(at(0), false);
        let many = (0..100_000_u32).map(|n| Some(IpAddr::from(n.to_be_bytes())));
        let written = many.filter(|address| sampler.admits(*address)).count();
        assert_eq!(written, 64);
        assert!(sampler.counts.len() <= MAX_ADDRESSES + 1);
        let left_out = sampler.turn(at(60), false);
        assert!(left_out.len() <= MAX_SUMMARIES);
        assert_eq!(left_out.iter().map(|(_, count)| count).sum::<u64>(), 100_000 - 64);
    }

    #[test]
    fn telling_early_gives_no_new_places() {
        let mut sampler = Sampler::new(1);
        sampler.turn(at(0), false);
        let one = address("192.0.2.1");
        assert!(sampler.admits(one) && !sampler.admits(one));
        assert_eq!(sampler.turn(at(1), true), [(one, 1)]);
        assert!(!sampler.admits(one));
    }
}
