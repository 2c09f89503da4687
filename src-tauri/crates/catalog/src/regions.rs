//! Regions of Alibaba Cloud that have MaxCompute and OSS: suggestions, never a limit.

use headwater_model::Text;

use crate::types::t;

/// Id and name.
pub const REGIONS: &[(&str, Text)] = &[
    ("cn-hangzhou", t("Hangzhou", "杭州")),
    ("cn-shanghai", t("Shanghai", "上海")),
    ("cn-beijing", t("Beijing", "北京")),
    ("cn-zhangjiakou", t("Zhangjiakou", "张家口")),
    ("cn-shenzhen", t("Shenzhen", "深圳")),
    ("cn-chengdu", t("Chengdu", "成都")),
    ("cn-wulanchabu", t("Ulanqab", "乌兰察布")),
    ("cn-hongkong", t("Hong Kong", "中国香港")),
    ("ap-southeast-1", t("Singapore", "新加坡")),
    ("ap-southeast-2", t("Sydney", "悉尼")),
    ("ap-southeast-3", t("Kuala Lumpur", "吉隆坡")),
    ("ap-southeast-5", t("Jakarta", "雅加达")),
    ("ap-northeast-1", t("Tokyo", "东京")),
    ("ap-south-1", t("Mumbai", "孟买")),
    ("eu-central-1", t("Frankfurt", "法兰克福")),
    ("eu-west-1", t("London", "伦敦")),
    ("us-west-1", t("Silicon Valley", "硅谷")),
    ("us-east-1", t("Virginia", "弗吉尼亚")),
    ("me-east-1", t("Dubai", "迪拜")),
    ("me-central-1", t("Riyadh", "利雅得")),
];
