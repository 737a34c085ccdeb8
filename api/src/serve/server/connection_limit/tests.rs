use super::*;

async fn take(places: &ConnectionLimit, machine: &str) -> Option<ConnectionPermit> {
    places.take(machine.parse().expect("an address")).await
}

/// Takes permits for one client after another until one is refused.
async fn take_all(
    places: &ConnectionLimit,
    machines: impl IntoIterator<Item = String>,
) -> Vec<ConnectionPermit> {
    let mut taken = Vec::new();
    for machine in machines {
        taken.extend(take(places, &machine).await);
    }
    taken
}

fn total(places: &ConnectionLimit) -> usize {
    places.taken().total
}

/// Keeps connections busy, as running requests do.
fn busy(places: &[ConnectionPermit]) -> Vec<super::super::activity::Exchange> {
    places.iter().map(|place| place.activity.begin()).collect()
}

#[tokio::test(start_paused = true)]
async fn no_machine_takes_all_the_places() {
    let places = ConnectionLimit::new(&[]);
    let mut taken = take_all(&places, (0..OF_ONE).map(|_| "192.0.2.1".to_owned())).await;
    assert_eq!(taken.len(), OF_ONE);
    assert!(take(&places, "::ffff:192.0.2.1").await.is_none(), "it is the same address");
    assert!(take(&places, "192.0.2.2").await.is_some());
    taken.remove(0);
    assert!(take(&places, "192.0.2.1").await.is_some());
    drop(taken);
    let taken = places.taken();
    assert!(
        taken.total == 0 && taken.by_machine.is_empty() && taken.by_site.is_empty(),
        "nobody is remembered"
    );
}

#[tokio::test(start_paused = true)]
async fn a_network_of_ipv6_is_one_machine_and_a_site_has_half_of_the_places() {
    let places = ConnectionLimit::new(&[]);
    let of_one = take_all(&places, (0..ALL).map(|host| format!("2001:db8:1:1::{host:x}"))).await;
    assert_eq!(of_one.len(), OF_ONE, "1,024 addresses of one /64");
    let of_site = take_all(&places, (0..ALL).map(|net| format!("2001:db8:1:{:x}::{net:x}", net + 2))).await;
    assert_eq!(of_one.len() + of_site.len(), OF_SITE, "1,024 networks of one /48");
    for other in ["2001:db8:2::1", "192.0.2.1", "::1"] {
        assert!(take(&places, other).await.is_some(), "{other}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_last_places_are_for_machines_that_have_few() {
    let places = ConnectionLimit::new(&[]);
    let machines = (0..3).flat_map(|machine| (0..OF_ONE).map(move |_| format!("192.0.2.{machine}")));
    let many = take_all(&places, machines).await;
    let busy_many = busy(&many);
    let few = take_all(&places, (0..FEW).map(|_| "192.0.2.3".to_owned())).await;
    let busy_few = busy(&few);
    assert_eq!(total(&places), ALL - RESERVE + FEW);
    assert!(take(&places, "192.0.2.3").await.is_none(), "the fourth machine has few, and no more");
    let mut others = Vec::new();
    for other in 0..RESERVE - FEW {
        others.push(take(&places, &format!("198.51.100.{other}")).await.expect("a place of the reserve"));
    }
    assert_eq!(total(&places), ALL);
    drop((busy_many, busy_few));
}

#[tokio::test(start_paused = true)]
async fn when_all_are_taken_the_longest_idle_of_whoever_has_most_makes_room() {
    let places = ConnectionLimit::new(&[]);
    let machines =
        (0..3).flat_map(|machine| (0..OF_ONE - machine).map(move |_| format!("192.0.2.{machine}")));
    let taken = take_all(&places, machines).await;
    let mut busy = busy(&taken);
    let new = (0..ALL - taken.len()).map(|other| format!("10.0.{}.{}", other / 250, other % 250));
    let few = take_all(&places, new).await;
    assert_eq!((total(&places), few.len()), (ALL, ALL - taken.len()));
    // The first client, which has the most, has two idle connections; a connection of another client has
    // been idle for longer.
    busy.remove(OF_ONE + 7);
    tokio::time::advance(Duration::from_secs(1)).await;
    busy.remove(5);
    tokio::time::advance(Duration::from_secs(1)).await;
    busy.remove(9);
    let newcomer = take(&places, "203.0.113.1").await.expect("a place");
    assert_eq!(total(&places), ALL);
    timeout(Duration::ZERO, taken[5].evicted()).await.expect("it is closed");
    for kept in [&taken[10], &taken[OF_ONE + 7]] {
        assert!(timeout(Duration::ZERO, kept.evicted()).await.is_err());
    }
    drop((newcomer, busy));
}

#[tokio::test(start_paused = true)]
async fn who_finds_no_place_waits_for_one_and_not_for_ever() {
    let places = ConnectionLimit::new(&["10.0.0.0/8".parse().expect("a network")]);
    let mut taken = take_all(&places, (0..2 * ALL).map(|_| "10.0.0.1".to_owned())).await;
    // It replaces an idle connection of its own.
    assert_eq!((taken.len(), total(&places)), (2 * ALL, ALL - RESERVE));
    let busy: Vec<_> = busy(&taken).into_iter().collect();
    assert!(take(&places, "10.0.0.1").await.is_none(), "all of its own are busy");
    let others = take_all(&places, (0..RESERVE).map(|other| format!("192.0.2.{other}"))).await;
    let busy_others = self::busy(&others);
    assert_eq!(total(&places), ALL);
    assert!(take(&places, "203.0.113.1").await.is_none());
    let waits = places.clone();
    let waiting = tokio::spawn(async move { take(&waits, "203.0.113.1").await });
    tokio::task::yield_now().await;
    drop(taken.pop());
    assert!(waiting.await.expect("a task").is_some());
    drop((busy, busy_others));
}
