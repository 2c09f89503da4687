//! Row `zeroing`: what it costs that freed memory is zeroed, as in every program that holds secrets: pages of the list,
//! from request to text, with and without. All other rows are measured with it.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use serde_json::json;
use zeroizing_alloc::ZeroAlloc;

use crate::row::{Row, in_turns, plain};
use crate::{Outcome, Plan, seed};

pub const ROWS: &[&str] = &["zeroing"];

const SOURCES: usize = 1_000;
/// Pages of a run.
const PAGES: usize = 10;

/// The allocator of the programs, which can be told not to zero. Both ways take memory from the system and give it back
/// to it, so a block may be freed in another way than it was taken.
pub struct Switch {
    plain: AtomicBool,
    zeroing: ZeroAlloc<System>,
}

impl Switch {
    pub const fn new() -> Self {
        Self { plain: AtomicBool::new(false), zeroing: ZeroAlloc(System) }
    }
}

// SAFETY: every call is passed on as it is to one of two allocators that share the system's memory.
unsafe impl GlobalAlloc for Switch {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if self.plain.load(Ordering::Relaxed) {
            unsafe { System.dealloc(block, layout) }
        } else {
            unsafe { self.zeroing.dealloc(block, layout) }
        }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if self.plain.load(Ordering::Relaxed) {
            unsafe { System.realloc(block, layout, size) }
        } else {
            unsafe { self.zeroing.realloc(block, layout, size) }
        }
    }
}

/// # Errors
/// The application's.
pub async fn measure(plan: &Plan, memory: &Switch) -> Outcome<Vec<Row>> {
    let home = tempfile::tempdir_in(plan.target())?;
    seed::fill(home.path(), SOURCES).await?;
    let app = seed::open(home.path()).await?;
    let pages = async |plain: bool| {
        memory.plain.store(plain, Ordering::Relaxed);
        let began = Instant::now();
        for _ in 0..PAGES {
            let page = seed::ask(&app, "source.list", json!({"limit": 500})).await?;
            std::hint::black_box(page.to_string());
        }
        let elapsed = began.elapsed().as_secs_f64() * 1e3;
        memory.plain.store(false, Ordering::Relaxed);
        Ok(elapsed)
    };
    let pairs = plain(in_turns(plan.pairs, async || pages(false).await, async || pages(true).await).await?);
    app.close().await;
    Ok(vec![Row::of_pairs("zeroing", "ms", 1.1, &pairs)])
}
