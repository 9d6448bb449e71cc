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

/// The light of a target for which no figure has been read.
pub const fn without_figure() -> Light {
    Light::Grey
}
