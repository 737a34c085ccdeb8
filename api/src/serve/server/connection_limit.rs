use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ipnet::IpNet;
use tokio::sync::{Notify, Semaphore};
use tokio::time::timeout;

use super::activity::Activity;
use crate::platform::network::{Client, Site};

/// How many connections are served at once.
const ALL: usize = 1024;
/// How many of them one machine may have, so that none takes them all; a trusted proxy may, since it asks for many.
const OF_ONE: usize = ALL / 4;
/// How many of them the machines of one site may have, which may be one machine with many networks.
const OF_SITE: usize = ALL / 2;
/// The last quarter is kept for machines that have few.
const RESERVE: usize = ALL / 4;
/// How many connections are few.
const FEW: usize = 4;
/// How many requests of one machine are answered at once; streams of changes do not count.
const REQUESTS_OF_ONE: usize = 64;
/// How many connections may wait for a place, and for how long.
const WAITING: usize = 128;
const PATIENCE: Duration = Duration::from_secs(10);
/// How often whoever waits looks for a place.
const LOOKING: Duration = Duration::from_millis(250);

/// The places that connections take. Cloning it shares it.
#[derive(Clone, Debug)]
pub(super) struct ConnectionLimit(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    taken: Mutex<Taken>,
    /// Told whenever a place becomes free.
    freed: Notify,
    waiting: Semaphore,
    proxies: Box<[IpNet]>,
}

#[derive(Debug, Default)]
struct Taken {
    total: usize,
    by_machine: HashMap<Client, Machine>,
    by_site: HashMap<Site, usize>,
}

#[derive(Debug)]
struct Machine {
    connections: HashMap<u64, Held>,
    next: u64,
    requests: Arc<Semaphore>,
}

#[derive(Debug)]
struct Held {
    activity: Activity,
    evicted: Arc<Notify>,
}

/// A place that is taken. It is free again when this is dropped.
#[derive(Debug)]
pub(super) struct ConnectionPermit {
    places: ConnectionLimit,
    machine: Client,
    number: u64,
    /// What is under way on the connection.
    pub(super) activity: Activity,
    /// Bounds the requests of the machine.
    pub(super) requests: Arc<Semaphore>,
    evicted: Arc<Notify>,
}

/// What becomes of a connection that has arrived.
enum Admission {
    Admitted(ConnectionPermit),
    /// Its machine has as many as it may.
    Refused,
    /// All places are taken, and nobody is idle.
    Full,
}

impl ConnectionPermit {
    /// Waits until the place is given to another.
    pub(super) async fn evicted(&self) {
        self.evicted.notified().await;
    }
}

impl ConnectionLimit {
    pub(super) fn new(proxies: &[IpNet]) -> Self {
        Self(Arc::new(Shared {
            taken: Mutex::default(),
            freed: Notify::new(),
            waiting: Semaphore::new(WAITING),
            proxies: proxies.into(),
        }))
    }

    /// Takes a place, or waits a while for one; none when the machine has enough of them.
    pub(super) async fn take(&self, address: IpAddr) -> Option<ConnectionPermit> {
        match self.admit(address) {
            Admission::Admitted(place) => Some(place),
            Admission::Refused => None,
            Admission::Full => self.wait(address).await,
        }
    }

    async fn wait(&self, address: IpAddr) -> Option<ConnectionPermit> {
        let _waiting = self.0.waiting.try_acquire().ok()?;
        let place = async {
            loop {
                let freed = self.0.freed.notified();
                match self.admit(address) {
                    Admission::Admitted(place) => return Some(place),
                    Admission::Refused => return None,
                    // A place may also be had once somebody is idle.
                    Admission::Full => drop(timeout(LOOKING, freed).await),
                }
            }
        };
        timeout(PATIENCE, place).await.ok().flatten()
    }

    fn admit(&self, address: IpAddr) -> Admission {
        let machine = Client::at(address);
        let is_proxy = self.0.proxies.iter().any(|proxy| proxy.contains(&address.to_canonical()));
        let mut taken = self.taken();
        let own = taken.of_machine(machine);
        if !is_proxy && (own >= OF_ONE || taken.of_site(machine) >= OF_SITE) {
            return Admission::Refused;
        }
        let free = ALL - taken.total.min(ALL);
        let may_take = if own < FEW { free > 0 } else { free > RESERVE };
        // A machine that has few is let in for any other's idle connection; one that has many, for one of its own or
        // of a machine that has more.
        if may_take || taken.evict(own.max(1)) {
            return Admission::Admitted(self.seat(&mut taken, machine, is_proxy));
        }
        if is_proxy || own < FEW { Admission::Full } else { Admission::Refused }
    }

    fn seat(&self, taken: &mut Taken, machine: Client, is_proxy: bool) -> ConnectionPermit {
        let requests = if is_proxy { Semaphore::MAX_PERMITS } else { REQUESTS_OF_ONE };
        let (activity, evicted) = (Activity::new(), Arc::new(Notify::new()));
        let held = Held { activity: activity.clone(), evicted: evicted.clone() };
        let (number, requests) = taken.add(machine, held, requests);
        ConnectionPermit { places: self.clone(), machine, number, activity, requests, evicted }
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.0.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Taken {
    fn of_machine(&self, machine: Client) -> usize {
        self.by_machine.get(&machine).map_or(0, |machine| machine.connections.len())
    }

    fn of_site(&self, machine: Client) -> usize {
        machine.site().and_then(|site| self.by_site.get(&site)).copied().unwrap_or_default()
    }

    fn add(&mut self, machine: Client, held: Held, requests: usize) -> (u64, Arc<Semaphore>) {
        self.total += 1;
        if let Some(site) = machine.site() {
            *self.by_site.entry(site).or_default() += 1;
        }
        let new =
            || Machine { connections: HashMap::new(), next: 0, requests: Arc::new(Semaphore::new(requests)) };
        let entry = self.by_machine.entry(machine).or_insert_with(new);
        let number = entry.next;
        entry.next += 1;
        entry.connections.insert(number, held);
        (number, entry.requests.clone())
    }

    /// Takes out a connection, unless that has been done.
    fn remove(&mut self, machine: Client, number: u64) -> Option<Held> {
        let entry = self.by_machine.get_mut(&machine)?;
        let held = entry.connections.remove(&number)?;
        if entry.connections.is_empty() {
            self.by_machine.remove(&machine);
        }
        self.total -= 1;
        if let Some(site) = machine.site()
            && let Some(count) = self.by_site.get_mut(&site)
        {
            *count -= 1;
            if *count == 0 {
                self.by_site.remove(&site);
            }
        }
        Some(held)
    }

    /// Closes the longest idle connection of the machine that has the most, of those that have at least so many.
    /// Says whether there was one.
    fn evict(&mut self, least: usize) -> bool {
        let idlest = |machine: &Machine| {
            let idle = |(number, held): (&u64, &Held)| held.activity.idle().map(|idle| (idle, *number));
            machine.connections.iter().filter_map(idle).max()
        };
        let machines = self.by_machine.iter().filter(|(_, machine)| machine.connections.len() >= least);
        let candidates =
            machines.filter_map(|(key, machine)| Some((machine.connections.len(), idlest(machine)?, *key)));
        let found = candidates.max_by_key(|(count, idlest, _)| (*count, *idlest));
        let held = found.and_then(|(_, (_, number), machine)| self.remove(machine, number));
        held.map(|held| held.evicted.notify_one()).is_some()
    }
}

impl Drop for ConnectionPermit {
    fn drop(&mut self) {
        self.places.taken().remove(self.machine, self.number);
        self.places.0.freed.notify_waiters();
    }
}

#[cfg(test)]
mod tests;
