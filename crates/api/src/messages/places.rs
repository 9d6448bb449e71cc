//! Of boundaries of units, and of places outside of them.

use super::Message;

/// Code, Chinese, English.
pub(super) const MESSAGES: &[Message] = &[
    (
        "boundary.elsewhere",
        "这个单位不归您管，它的边界没有读。请交给管它的单位读入。",
        "This unit is not yours to change, and its boundary was not read; have it read in there.",
    ),
    (
        "boundary.no_area",
        "第 {feature} 个要素不是面。边界要画成面或多个面，点和线请先删去。",
        "Feature {feature} is no area. Boundaries are polygons; take points and lines out of the file.",
    ),
    (
        "boundary.no_such_unit",
        "没有这个名称或区划代码的单位。请核对，或先在“单位”页新增它。",
        "No unit has this name or region code. Check it, or add the unit first.",
    ),
    (
        "boundary.not_a_feature",
        "第 {feature} 个要素不完整，或坐标不是数字。请从制图软件重新导出。",
        "Feature {feature} is incomplete, or its coordinates are no numbers; export the file again.",
    ),
    (
        "boundary.not_closed",
        "第 {feature} 个要素的第 {area} 个面、第 {ring} 圈没有闭合：末点（第 {point} 点）要与首点相同。请在制图软件中闭合后重新导出。",
        "Ring {ring} of area {area} of feature {feature} is not closed: its last point ({point}) must be its first. Close it and export the file again.",
    ),
    (
        "boundary.not_geojson",
        "文件里没有要素。请从制图软件导出整个街道的边界，格式选要素集合（GeoJSON）。",
        "The file holds no features; export the boundaries of the whole street as a FeatureCollection of GeoJSON.",
    ),
    (
        "boundary.not_json",
        "文件第 {line} 行第 {column} 列读不下去，可能不是 GeoJSON，或没有下载完整。请重新导出。",
        "The file cannot be read from line {line}, column {column} on: it may be no GeoJSON, or not whole. Export it again.",
    ),
    (
        "boundary.out_of_range",
        "第 {feature} 个要素的第 {area} 个面、第 {ring} 圈、第 {point} 点不是我国境内的经纬度。导出时请选 CGCS2000 或 WGS 84 经纬度，不要选投影坐标。",
        "Point {point} of ring {ring} of area {area} of feature {feature} is no longitude and latitude of China; export degrees of CGCS2000 or WGS 84, and no projection.",
    ),
    (
        "boundary.several_units",
        "有几个同名的单位。请用区划代码，或写上级，如“滨江街道/东湖社区”。",
        "Several units have this name. Give the region code, or name the one above too, as in “street/community”.",
    ),
    (
        "boundary.swapped",
        "第 {feature} 个要素的第 {area} 个面、第 {ring} 圈、第 {point} 点经度和纬度写反了。每个点先写经度，再写纬度。",
        "Latitude stands before longitude in point {point} of ring {ring} of area {area} of feature {feature}; longitude comes first.",
    ),
    (
        "boundary.too_few_points",
        "第 {feature} 个要素的第 {area} 个面、第 {ring} 圈不足三个角，围不成面。请删去或重画。",
        "Ring {ring} of area {area} of feature {feature} has fewer than three corners; delete it or draw it anew.",
    ),
    (
        "boundary.too_large",
        "文件超过 {most} MB。请在制图软件中简化边界后再导出。",
        "The file is larger than {most} MB; simplify the lines and export it again.",
    ),
    (
        "boundary.too_many_features",
        "文件里的要素超过 {most} 个。请按街道分开导出。",
        "The file has more than {most} features; export each street by itself.",
    ),
    (
        "boundary.too_many_points",
        "第 {feature} 个要素的单位边界超过 {most} 个点。请在制图软件中简化后再导出。",
        "The boundary of the unit of feature {feature} has more than {most} points; simplify it and export the file again.",
    ),
    (
        "boundary.unnamed",
        "这个要素没有写是哪个单位。请在属性 code 里填区划代码，或在 name 里填单位名称。",
        "The feature does not say whose it is; give the region code in its property code, or the name in name.",
    ),
    (
        "place.far_outside",
        "在{unit}的辖区外约 {kilometres} 公里。请核对坐标，或改属地单位。",
        "Some {kilometres} km outside of {unit}. Check the coordinates, or choose the unit where it lies.",
    ),
    (
        "place.outside",
        "在{unit}的辖区外约 {metres} 米。定位不准时请到空旷处重新定位；确在界外的，请改属地单位。",
        "Some {metres} m outside of {unit}. Take the position again under the open sky; if it does lie outside, choose the unit where it lies.",
    ),
    (
        "place.swapped",
        "经度和纬度写反了，应为 {right}。",
        "Longitude and latitude stand in each other's place; it should be {right}.",
    ),
];
