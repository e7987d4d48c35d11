use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use vitrine_wire::Timestamp;

use super::*;

#[derive(Default)]
struct Hand(AtomicI64);

impl Hand {
    fn turn(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }
}

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_micros(self.0.load(Ordering::Relaxed))
    }
}

fn throttle(paces: Paces) -> (Arc<Hand>, Throttle) {
    let hand = Arc::new(Hand(AtomicI64::new(1_000_000_000)));
    (Arc::clone(&hand), Throttle::new(hand, paces))
}

fn user(name: &str) -> UserRef {
    UserRef::Name { name: name.to_owned(), domain: DomainRef::Id("default".to_owned()) }
}

fn address(text: &str) -> Option<IpAddr> {
    Some(text.parse().unwrap())
}

/// Seconds to wait; 0 for an attempt that was let through and failed.
async fn fail(throttle: &Throttle, name: &str, from: Option<IpAddr>) -> u64 {
    let proof = async { Err::<(), _>(Error::Unauthenticated) };
    match throttle.attempt(&user(name), from, proof).await {
        Err(Error::TooFast { what: Pace::Logins, retry_after }) => retry_after,
        Err(Error::Unauthenticated) => 0,
        other => panic!("{other:?}"),
    }
}

async fn succeed(throttle: &Throttle, name: &str, from: Option<IpAddr>) -> bool {
    throttle.attempt(&user(name), from, async { Ok(()) }).await.is_ok()
}

#[tokio::test]
async fn pauses_double_up_to_the_longest() {
    let (hand, throttle) = throttle(Paces::default());
    for _ in 0..5 {
        assert_eq!(fail(&throttle, "mia", None).await, 0);
    }
    for expected in [30, 60, 120, 240, 480, 900, 900] {
        assert_eq!(fail(&throttle, "mia", None).await, expected);
        assert!(!succeed(&throttle, "mia", None).await, "the right password waits too");
        hand.turn(expected.cast_signed());
        assert_eq!(fail(&throttle, "mia", None).await, 0, "one more try after {expected}");
    }
    hand.turn(900);
    assert!(succeed(&throttle, "mia", None).await);
    for _ in 0..5 {
        assert_eq!(fail(&throttle, "mia", None).await, 0, "a success begins afresh");
    }
    assert_eq!(fail(&throttle, "mia", None).await, 30);
    hand.turn(30 + 301);
    for _ in 0..5 {
        assert_eq!(fail(&throttle, "mia", None).await, 0, "what is long ago is forgotten");
    }
    assert_eq!(fail(&throttle, "mia", None).await, 30);
}

#[tokio::test]
async fn failures_that_lie_apart_do_not_add_up() {
    let (hand, throttle) = throttle(Paces::default());
    for _ in 0..50 {
        assert_eq!(fail(&throttle, "mia", None).await, 0);
        hand.turn(76);
    }
}

#[tokio::test]
async fn one_user_in_any_spelling_is_one_user() {
    let (_, throttle) = throttle(Paces { per_user: 2, ..Paces::default() });
    assert_eq!(fail(&throttle, "mia", None).await, 0);
    assert_eq!(fail(&throttle, " MIA ", None).await, 0);
    assert_eq!(fail(&throttle, "Mia", None).await, 30);
    assert_eq!(fail(&throttle, "otto", None).await, 0, "others are not in the way");
}

#[tokio::test]
async fn an_address_has_a_count_that_no_success_clears() {
    let (hand, throttle) = throttle(Paces::default());
    for n in 0..20 {
        assert_eq!(fail(&throttle, &format!("u{n}"), address("192.0.2.1")).await, 0);
        hand.turn(1);
        assert!(succeed(&throttle, "mia", address("192.0.2.2")).await);
    }
    assert_eq!(fail(&throttle, "fresh", address("192.0.2.1")).await, 280);
    assert!(!succeed(&throttle, "fresh", address("::ffff:192.0.2.1")).await, "the same, written as IPv6");
    assert!(succeed(&throttle, "fresh", address("192.0.2.2")).await);
    hand.turn(280);
    assert!(succeed(&throttle, "fresh", address("192.0.2.1")).await);
    assert_eq!(fail(&throttle, "fresh", address("192.0.2.1")).await, 0);
    assert_eq!(fail(&throttle, "fresh", address("192.0.2.1")).await, 1, "19 are still remembered");
}

#[tokio::test]
async fn ipv6_counts_by_network() {
    let (_, throttle) = throttle(Paces { per_address: 2, ..Paces::default() });
    assert_eq!(fail(&throttle, "a", address("2001:db8:0:1::1")).await, 0);
    assert_eq!(fail(&throttle, "b", address("2001:db8:0:1:ffff::2")).await, 0);
    assert!(!succeed(&throttle, "c", address("2001:db8:0:1::3")).await);
    assert!(succeed(&throttle, "c", address("2001:db8:0:2::3")).await);
}

#[tokio::test]
async fn a_burst_of_guesses_is_judged_one_by_one() {
    let (_, throttle) = throttle(Paces::default());
    let tried = AtomicUsize::new(0);
    let nobody = UserRef::Id("u".to_owned());
    let guess = || {
        throttle.attempt(&nobody, None, async {
            tried.fetch_add(1, Ordering::Relaxed);
            tokio::task::yield_now().await;
            Err::<(), _>(Error::Unauthenticated)
        })
    };
    futures::future::join_all((0..100).map(|_| guess())).await;
    assert_eq!(tried.load(Ordering::Relaxed), 5);
    assert!(open(&throttle.turns).is_empty());
}

#[tokio::test]
async fn a_burst_from_one_address_does_not_pass_its_limit() {
    let (_, throttle) = throttle(Paces { per_address: 7, ..Paces::default() });
    let tried = AtomicUsize::new(0);
    let guess = async |n: usize, outcome: Result<()>| {
        let nobody = UserRef::Id(format!("u{n}"));
        let proof = async {
            tried.fetch_add(1, Ordering::Relaxed);
            tokio::task::yield_now().await;
            outcome
        };
        throttle.attempt(&nobody, address("192.0.2.1"), proof).await
    };
    // Who is somebody is let in, however many come at once, and leaves nothing behind.
    let let_in = futures::future::join_all((0..100).map(|n| guess(n, Ok(())))).await;
    assert!(let_in.iter().all(Result::is_ok));
    guess(0, Err(Error::internal("x"))).await.unwrap_err();
    assert!(throttle.addresses.is_empty());
    tried.store(0, Ordering::Relaxed);
    futures::future::join_all((0..100).map(|n| guess(n, Err(Error::Unauthenticated)))).await;
    assert_eq!(tried.load(Ordering::Relaxed), 7);
    assert!(!succeed(&throttle, "mia", address("192.0.2.1")).await);
}

#[tokio::test]
async fn faults_of_ours_are_nobodys_failures() {
    let (_, throttle) = throttle(Paces { per_user: 1, ..Paces::default() });
    for _ in 0..3 {
        let mia = user("mia");
        let broken = throttle.attempt(&mia, None, async { Err::<(), _>(Error::internal("x")) });
        assert!(matches!(broken.await, Err(Error::Internal(_))));
    }
}

#[tokio::test]
async fn memory_is_bounded_and_the_oldest_goes() {
    let (hand, throttle) = throttle(Paces { per_user: 1, remembered: 100, ..Paces::default() });
    for n in 0..1_000 {
        fail(&throttle, &format!("{n}{}", "x".repeat(10_000)), address("192.0.2.1")).await;
        hand.turn(20);
        let users = open(&throttle.users);
        assert!(users.len() <= 100 && users.keys().all(|key| key.len() <= MAX_KEY));
    }
    assert_ne!(fail(&throttle, &format!("999{}", "x".repeat(10_000)), None).await, 0);
}

#[test]
fn tokens_are_counted_by_the_minute() {
    let (hand, throttle) = throttle(Paces { tokens_per_minute: 3, ..Paces::default() });
    let user = UserId::from("u");
    for _ in 0..3 {
        throttle.issue(&user).unwrap();
        hand.turn(10);
    }
    let refused = throttle.issue(&user);
    assert!(matches!(refused, Err(Error::TooFast { what: Pace::Tokens, retry_after: 30 })), "{refused:?}");
    throttle.issue(&UserId::from("v")).unwrap();
    hand.turn(30);
    throttle.issue(&user).unwrap();
}
