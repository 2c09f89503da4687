//! Where a data source can be used: one table of rules, asked for every consumer and side. The first rule that applies
//! forbids the use, says why and what to do. Rules are those of DataWorks (Help Center: data source management; data source
//! isolation; Data Integration data sources), and hold for the shells' pickers as well.

use headwater_catalog::TypeDef;
use headwater_model::{AppError, Environment, Text};
use headwater_store::{ConfigurationRecord, SourceRecord};

use crate::wire::{Consumer, Usability, UsableRequest};
use crate::{Cx, source, types};

use Consumer::{
    DataAnalysis, DataQuality, DataService, DataStudio, FullDbBatch, FullDbIncremental, FullDbRealtime,
    SingleTableBatch, SingleTableRealtime,
};
use Environment::{Dev, Prod};

/// What the rules look at.
#[derive(Debug, Clone, Copy)]
pub struct Facts {
    /// Development and production, or production only.
    pub standard: bool,
    /// Its type; `None` for one that this version does not know.
    pub def: Option<&'static TypeDef>,
    /// The development side: absent, or whether it is complete.
    pub dev: Option<bool>,
    /// The production side, likewise.
    pub prod: Option<bool>,
    /// It reaches into another account, or uses an AccessKey of its own.
    pub foreign: bool,
    /// Of one that was received: whether each side is shared.
    pub shared: Option<(bool, bool)>,
}

/// A consumer: its name, the sides that it uses and when, and its column of the matrix of task kinds.
struct Use {
    consumer: Consumer,
    name: Text,
    /// Sides in a standard workspace; a basic one has production only.
    sides: &'static [(Environment, Option<Text>)],
    task: Option<fn(&TypeDef) -> &'static str>,
}

const ALWAYS_PROD: &[(Environment, Option<Text>)] = &[(Prod, None)];
const DEV_THEN_PROD: &[(Environment, Option<Text>)] = &[
    (Dev, Some(Text::new("while it is developed and debugged", "开发调试时"))),
    (Prod, Some(Text::new("when it is scheduled", "调度运行时"))),
];

const fn task(consumer: Consumer, name: Text, column: fn(&TypeDef) -> &'static str) -> Use {
    Use { consumer, name, sides: ALWAYS_PROD, task: Some(column) }
}

const fn module(consumer: Consumer, name: Text) -> Use {
    Use { consumer, name, sides: ALWAYS_PROD, task: None }
}

const USES: &[Use] = &[
    Use {
        sides: DEV_THEN_PROD,
        ..task(SingleTableBatch, Text::new("Single table, batch", "单表离线同步"), |def| def.sync.single_batch)
    },
    task(SingleTableRealtime, Text::new("Single table, real time", "单表实时同步"), |def| {
        def.sync.single_realtime
    }),
    task(FullDbBatch, Text::new("Full database, batch", "整库离线同步"), |def| def.sync.full_batch),
    task(FullDbRealtime, Text::new("Full database, real time", "整库实时同步"), |def| def.sync.full_realtime),
    task(FullDbIncremental, Text::new("Full database, full and incremental", "整库全增量同步"), |def| {
        def.sync.full_incremental
    }),
    Use { sides: DEV_THEN_PROD, ..module(DataStudio, Text::new("Data Studio nodes", "数据开发节点")) },
    module(DataService, Text::new("DataService Studio APIs", "数据服务 API")),
    module(DataAnalysis, Text::new("DataAnalysis queries", "数据分析查询")),
    module(DataQuality, Text::new("Data Quality rules", "数据质量规则")),
];

/// A rule forbids, where it applies.
struct Rule {
    applies: fn(&Facts, &Use, Environment) -> bool,
    reason: Text,
    remedy: Text,
    /// The side to fill in, where that is the remedy.
    mend: Option<Environment>,
}

const RULES: &[Rule] = &[
    Rule {
        applies: |facts, _, _| facts.def.is_none(),
        reason: Text::new("This version does not know its type.", "此版本不认识该类型。"),
        remedy: Text::new(
            "It stays a draft; install a version that knows it.",
            "它会保留为草稿；请安装支持该类型的版本。",
        ),
        mend: None,
    },
    Rule {
        applies: |facts, consumer, _| {
            facts.def.is_some_and(|def| consumer.task.is_some_and(|column| column(def).is_empty()))
        },
        reason: Text::new(
            "The type can be neither source nor target of this kind of task.",
            "该类型不支持作为此类任务的来源或去向。",
        ),
        remedy: Text::new(
            "Choose another kind of task, or a data source of another type.",
            "请选择其他任务类型，或使用其他类型的数据源。",
        ),
        mend: None,
    },
    Rule {
        applies: |facts, consumer, _| facts.def.is_some_and(|def| def.local_only) && consumer.task.is_none(),
        reason: Text::new(
            "It is on this computer, where the modules of DataWorks do not run.",
            "它位于本机，DataWorks 的模块无法访问。",
        ),
        remedy: Text::new("Use it in tasks that run here.", "请在本机运行的任务中使用。"),
        mend: None,
    },
    Rule {
        applies: |facts, consumer, _| facts.foreign && consumer.consumer == DataStudio,
        reason: Text::new(
            "Data sources of another account, or with an AccessKey of their own, serve data synchronization only.",
            "跨账号或使用 AccessKey 的数据源只能用于数据同步。",
        ),
        remedy: Text::new(
            "Bind the resource to the workspace as a compute resource.",
            "请将该资源绑定为工作空间的计算资源。",
        ),
        mend: None,
    },
    Rule {
        applies: |facts, consumer, _| {
            facts.standard && consumer.sides.len() > 1 && facts.shared.is_some_and(|(dev, _)| !dev)
        },
        reason: Text::new(
            "It is not shared with the development environment of this workspace.",
            "它没有共享给本工作空间的开发环境。",
        ),
        remedy: Text::new(
            "Ask the workspace that owns it to share the development side as well.",
            "请让其所属工作空间同时共享开发环境配置。",
        ),
        mend: None,
    },
    Rule {
        applies: |facts, _, env| env == Prod && facts.shared.is_some_and(|(_, prod)| !prod),
        reason: Text::new(
            "It is not shared with the production environment of this workspace.",
            "它没有共享给本工作空间的生产环境。",
        ),
        remedy: Text::new(
            "Ask the workspace that owns it to share the production side as well.",
            "请让其所属工作空间同时共享生产环境配置。",
        ),
        mend: None,
    },
    Rule {
        applies: |facts, consumer, _| facts.standard && consumer.sides.len() > 1 && facts.dev != Some(true),
        reason: Text::new(
            "The development side is incomplete: it can be chosen neither in nodes nor in single-table batch tasks.",
            "开发环境配置不完整：无法在节点或单表离线任务中选择。",
        ),
        remedy: Text::new("Complete the development side in Management Center.", "请在管理中心补全开发环境配置。"),
        mend: Some(Dev),
    },
    Rule {
        applies: |facts, _, env| env == Prod && facts.prod.is_none(),
        reason: Text::new("There is no production side: tasks cannot be deployed.", "没有生产环境配置：任务无法发布。"),
        remedy: Text::new("Add the production side.", "请添加生产环境配置。"),
        mend: Some(Prod),
    },
    Rule {
        applies: |facts, _, env| env == Prod && facts.prod == Some(false),
        reason: Text::new("The production side is incomplete.", "生产环境配置不完整。"),
        remedy: Text::new("Fill in what is missing on the production side.", "请补全生产环境缺少的内容。"),
        mend: Some(Prod),
    },
];

/// Where a data source can be used.
pub(crate) async fn usable(cx: &Cx, request: UsableRequest) -> Result<Vec<Usability>, AppError> {
    let record = source::record(cx, request.id).await?;
    let standard = cx.workspace_record(record.workspace).await?.standard;
    Ok(judge(&facts(&record, standard)))
}

fn facts(record: &SourceRecord, standard: bool) -> Facts {
    let def = types::find(&record.type_id).ok();
    let known = |mode: &str| def.is_some_and(|def| def.mode(mode).is_some());
    let complete = |env| record.side(env).map(|side| side.missing.is_empty() && known(&side.mode));
    Facts {
        standard,
        def,
        dev: complete(Dev),
        prod: complete(Prod),
        shared: record.received.as_ref().map(|received| {
            let has = |env| received.sides.iter().any(|side| side.env == env);
            (has(Dev), has(Prod))
        }),
        foreign: [Dev, Prod].into_iter().filter_map(|env| record.side(env)).any(is_foreign),
    }
}

/// Of another account, or with a key of its own.
fn is_foreign(side: &ConfigurationRecord) -> bool {
    let set = |key: &str| side.properties.get(key).is_some_and(|value| value.as_str() != Some(""));
    let own_key = side.secret.set().any(|slot| slot == "accessKey");
    set("crossAccountOwnerId") || own_key || side.properties.get("authType").is_some_and(|kind| kind == "Ak")
}

/// Every use, judged.
pub fn judge(facts: &Facts) -> Vec<Usability> {
    let sides = |consumer: &'static Use| {
        let wanted = move |(env, _): &&(Environment, Option<Text>)| facts.standard || *env == Prod;
        consumer.sides.iter().filter(wanted).map(move |side| (consumer, side))
    };
    let judged = USES.iter().flat_map(sides).map(|(consumer, (env, occasion))| {
        let broken = RULES.iter().find(|rule| (rule.applies)(facts, consumer, *env));
        Usability {
            consumer: consumer.consumer,
            name: consumer.name,
            env: *env,
            occasion: occasion.filter(|_| facts.standard),
            allowed: broken.is_none(),
            direction: facts.def.zip(consumer.task).map_or("", |(def, column)| column(def)),
            reason: broken.map(|rule| rule.reason),
            remedy: broken.map(|rule| rule.remedy),
            // What was received is its own workspace's to fill in.
            mend: broken.and_then(|rule| rule.mend).filter(|_| facts.shared.is_none()),
        }
    });
    judged.collect()
}
