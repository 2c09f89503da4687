//! Medians, quantiles, and how far they can be trusted.

/// Resamples of an interval.
const RESAMPLES: usize = 2_000;

/// A statistic of a sample, with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

impl Estimate {
    /// Something that was counted, not sampled.
    pub const fn exact(value: f64) -> Self {
        Self { value, low: value, high: value }
    }

    /// By the bootstrap: the statistic of many samples drawn from this one. The same sample gives the same interval.
    ///
    /// # Panics
    /// Without samples.
    pub fn of<T: Copy>(samples: &[T], statistic: impl Fn(&[T]) -> f64) -> Self {
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        let mut drawn = samples.to_vec();
        let mut values: Vec<f64> = (0..RESAMPLES)
            .map(|_| {
                drawn.fill_with(|| samples[random.below(samples.len())]);
                statistic(&drawn)
            })
            .collect();
        let [low, high] = [0.025, 0.975].map(|q| quantile(&mut values, q));
        Self { value: statistic(samples), low, high }
    }

    /// In another unit.
    pub fn scaled(self, factor: f64) -> Self {
        Self { value: self.value * factor, low: self.low * factor, high: self.high * factor }
    }
}

/// The middle value.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    quantile(&mut values.into_iter().collect::<Vec<_>>(), 0.5)
}

/// The value below which the part `q` of all values lies; between two of them in proportion.
///
/// # Panics
/// Without values.
pub fn quantile(values: &mut [f64], q: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let place = q * (values.len() - 1) as f64;
    let (below, above) = (values[place.floor() as usize], values[place.ceil() as usize]);
    below + (above - below) * place.fract()
}

/// A small generator of random numbers (xorshift64*), the same ones each time.
#[derive(Debug)]
pub struct Random(pub u64);

impl Random {
    /// A number from 0 to `end`, exclusive.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_lies_between_its_neighbours() {
        assert_eq!(quantile(&mut [4.0, 1.0, 3.0, 2.0], 0.5), 2.5);
        assert_eq!(quantile(&mut (0..=100).map(f64::from).collect::<Vec<_>>(), 0.99), 99.0);
    }

    #[test]
    fn an_interval_holds_the_truth_and_narrows_with_more_samples() {
        let mut random = Random(7);
        let mut noisy = |count: usize| -> Vec<f64> { (0..count).map(|_| 90.0 + random.below(21) as f64).collect() };
        let middle = |samples: &[f64]| median(samples.iter().copied());
        let (few, many) = (Estimate::of(&noisy(30), middle), Estimate::of(&noisy(3_000), middle));
        for interval in [few, many] {
            assert!(interval.low <= 100.0 && 100.0 <= interval.high, "{interval:?}");
        }
        assert!(many.high - many.low < few.high - few.low, "{many:?} {few:?}");
    }
}
