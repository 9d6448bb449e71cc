//! The light 亮灯 of a target: computed, never typed.

use crate::words::words;

words! {
    /// State of a target, always shown with its word.
    Light {
        /// 达标.
        Green = "green",
        /// 滞后.
        Yellow = "yellow",
        /// 未达标.
        Red = "red",
        /// 尚无数据.
        Grey = "grey",
        /// 无此类对象: the denominator is empty, which is neither 0 nor 100.
        NoSubject = "none",
    }
}

impl Light {
    /// The worst first.
    pub const fn rank(self) -> u8 {
        match self {
            Self::Red => 0,
            Self::Yellow => 1,
            Self::Green => 2,
            Self::Grey => 3,
            Self::NoSubject => 4,
        }
    }
}
