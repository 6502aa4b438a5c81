//! Several things at once, without a runtime of their own.

use core::future::{Future, poll_fn};
use core::pin::{Pin, pin};
use core::task::Poll;

/// Waits for all of them at the same time.
pub async fn all<F: Future<Output = ()>>(futures: impl Iterator<Item = F>) {
    let mut waiting: Vec<Pin<Box<F>>> = futures.map(Box::pin).collect();
    poll_fn(move |context| {
        waiting.retain_mut(|future| future.as_mut().poll(context).is_pending());
        if waiting.is_empty() { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}

/// Waits for `work`, and does `meanwhile` until then.
pub async fn meanwhile(work: impl Future<Output = ()>, meanwhile: impl Future<Output = ()>) {
    let (mut work, mut meanwhile) = (pin!(work), pin!(meanwhile));
    let mut ended = false;
    poll_fn(|context| {
        if !ended {
            ended = meanwhile.as_mut().poll(context).is_ready();
        }
        work.as_mut().poll(context)
    })
    .await;
}
