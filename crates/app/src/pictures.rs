//! Pictures as they are shown: no larger than a screen needs, upright, and without what a camera writes beside them — the
//! place, the time, the device. The original stays as it was brought, under its hash.

use crate::error::AppError;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use std::io::Cursor;

/// How large a picture is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// In a list.
    Small,
    /// To look at.
    Large,
}

impl Shown {
    /// By its word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Small, Self::Large].into_iter().find(|shown| shown.as_str() == word)
    }

    /// Its word, under which such pictures are kept too.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Large => "large",
        }
    }

    /// The longer side, in pixels.
    pub const fn side(self) -> u32 {
        match self {
            Self::Small => 480,
            Self::Large => 1600,
        }
    }
}

/// A side of an original, at most; a larger one is no photo.
const MOST_SIDE: u32 = 20_000;
/// Memory for one picture, at most.
const MOST_BYTES: u64 = 384 * 1024 * 1024;
const QUALITY: u8 = 82;

/// A picture as a JPEG whose longer side is at most `side`, turned as the camera was held. Nothing of the original but its
/// colours is taken over.
///
/// # Errors
/// [`AppError::FileKind`] for what cannot be read as a picture, or is larger than a photo is.
pub fn smaller(bytes: &[u8], side: u32) -> Result<Vec<u8>, AppError> {
    read(bytes, side).ok_or(AppError::FileKind)
}

fn read(bytes: &[u8], side: u32) -> Option<Vec<u8>> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    limits.max_alloc = Some(MOST_BYTES);
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().ok();
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    if picture.width().max(picture.height()) > side {
        picture = picture.thumbnail(side, side);
    }
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY).encode_image(&picture.to_rgb8()).ok()?;
    Some(jpeg)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageFormat, Rgb, RgbImage};

    fn picture(width: u32, height: u32) -> DynamicImage {
        DynamicImage::ImageRgb8(RgbImage::from_pixel(width, height, Rgb([200, 40, 40])))
    }

    fn jpeg(picture: &DynamicImage) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Jpeg).expect("a JPEG");
        bytes.into_inner()
    }

    /// A JPEG with a TIFF block that says how the camera was held, and words that stand for the place.
    fn from_a_camera(orientation: u8) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
        exif.extend(b"GPS 24.8N 118.5E");
        let plain = jpeg(&picture(60, 30));
        let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
        [&plain[..2], &[0xff, 0xe1], &length[..], &exif, &plain[2..]].concat()
    }

    #[test]
    fn a_picture_is_made_smaller_and_keeps_its_shape() {
        let shown = smaller(&jpeg(&picture(1000, 500)), 100).expect("a picture");
        let read = image::load_from_memory(&shown).expect("a picture");
        assert_eq!((read.width(), read.height()), (100, 50));
        let small = smaller(&jpeg(&picture(40, 20)), 100).expect("a picture");
        assert_eq!(image::load_from_memory(&small).expect("a picture").width(), 40, "never larger");
    }

    #[test]
    fn where_it_was_taken_is_not_in_what_is_shown_and_it_stands_upright() {
        let original = from_a_camera(6);
        let has_place = |bytes: &[u8]| bytes.windows(3).any(|part| part == b"GPS");
        assert!(has_place(&original));
        let shown = smaller(&original, 480).expect("a picture");
        assert!(!has_place(&shown));
        let read = image::load_from_memory(&shown).expect("a picture");
        assert_eq!((read.width(), read.height()), (30, 60), "turned as the camera was held");
    }

    #[test]
    fn what_is_no_picture_is_refused_and_takes_no_memory() {
        for bytes in [&b"%PDF-1.4"[..], b"", &jpeg(&picture(60, 30))[..40]] {
            assert!(matches!(smaller(bytes, 100), Err(AppError::FileKind)));
        }
    }
}
