use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use ipnet::IpNet;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many connections are served at once. Whoever comes then waits until one ends.
const ALL: usize = 1024;
/// How many of them one machine may have, so that none takes them all; a trusted proxy may, since it asks for many.
const OF_ONE: usize = ALL / 4;

/// The places that connections take.
#[derive(Clone, Debug)]
pub(super) struct Places {
    free: Arc<Semaphore>,
    taken: Arc<Mutex<HashMap<IpAddr, usize>>>,
    proxies: Arc<[IpNet]>,
}

/// A place that is taken, by a machine when it is one that is counted. It is free again when this is dropped.
#[derive(Debug)]
pub(super) struct Place {
    by: Option<IpAddr>,
    taken: Arc<Mutex<HashMap<IpAddr, usize>>>,
    _permit: OwnedSemaphorePermit,
}

impl Places {
    pub(super) fn new(proxies: &[IpNet]) -> Self {
        Self { free: Arc::new(Semaphore::new(ALL)), taken: Arc::default(), proxies: proxies.into() }
    }

    /// Waits until there is a place.
    pub(super) async fn free(&self) -> Option<OwnedSemaphorePermit> {
        self.free.clone().acquire_owned().await.ok()
    }

    /// Takes a place that is free; none when the machine has enough of them.
    pub(super) fn take(&self, permit: OwnedSemaphorePermit, machine: IpAddr) -> Option<Place> {
        let machine = machine.to_canonical();
        let by = (!self.proxies.iter().any(|proxy| proxy.contains(&machine))).then_some(machine);
        if let Some(machine) = by {
            let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
            let count = taken.entry(machine).or_default();
            if *count == OF_ONE {
                return None;
            }
            *count += 1;
        }
        Some(Place { by, taken: self.taken.clone(), _permit: permit })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some(machine) = self.by else { return };
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&machine) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&machine);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn take(places: &Places, machine: &str) -> Option<Place> {
        let free = places.free().await.expect("it is never closed");
        places.take(free, machine.parse().expect("an address"))
    }

    #[tokio::test]
    async fn no_machine_takes_all_the_places_but_a_proxy() {
        let places = Places::new(&["10.0.0.0/8".parse().expect("a network")]);
        let mut taken = Vec::new();
        for _ in 0..OF_ONE {
            taken.push(take(&places, "192.0.2.1").await.expect("a place"));
        }
        assert!(take(&places, "::ffff:192.0.2.1").await.is_none());
        taken.push(take(&places, "192.0.2.2").await.expect("a place"));
        for _ in 0..=OF_ONE {
            taken.push(take(&places, "10.0.0.1").await.expect("a place"));
        }
        taken.remove(0);
        assert!(take(&places, "192.0.2.1").await.is_some());
        drop(taken);
        assert_eq!(places.free.available_permits(), ALL);
        assert!(places.taken.lock().expect("a lock").is_empty(), "nobody is remembered");
    }
}
