//! MaxCompute outside. Variables: those of Alibaba Cloud's default credential chain, and `ODPS_…` as PyODPS's examples and
//! tools around it have them.

use super::Form::{Client, Go, Java, Jdbc, Python, Url};
use super::quote::Quote;
use super::{Derived, Made, Outside, copy, from};

/// The tables.
pub const OUTSIDE: Outside = Outside {
    derived: &[
        // By region it is the public one, as in the test: a desktop is outside every VPC.
        Derived {
            name: "endpoint",
            made: Made::Else("https://service.«regionId».maxcompute.aliyun.com/api", Quote::Raw),
        },
        // As PyODPS gives it to SQLAlchemy.
        from("url", "odps://«accessId»:«accessKey»@«project»/?endpoint=«endpoint»", Quote::Url),
        from("_jdbc", "jdbc:odps:«=endpoint»?project=«project»", Quote::Url),
        from("jdbcUrl", "«=_jdbc»&accessId=«accessId»&accessKey=«accessKey»", Quote::Url),
    ],
    variables: &[
        ("ODPS_ENDPOINT", "endpoint"),
        ("ODPS_TUNNEL_ENDPOINT", "tunnelServer"),
        ("ODPS_PROJECT", "project"),
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", "accessId"),
        ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "accessKey"),
        ("ALIBABA_CLOUD_SECURITY_TOKEN", "securityToken"),
    ],
    copies: &[
        copy(Url, "PyODPS, SQLAlchemy", "«url»"),
        copy(Jdbc, "", "«jdbcUrl»"),
        copy(Client, "odpscmd", "odpscmd --endpoint=«endpoint» --project=«project» -u «accessId» -p «accessKey»"),
        copy(
            Python,
            "PyODPS",
            "from odps import ODPS\nfrom odps.accounts import StsAccount\n\n\
             account = StsAccount(«accessId», «accessKey», «securityToken»)\n\
             o = ODPS(account=account, project=«project», endpoint=«endpoint»⟦, tunnel_endpoint=«tunnelServer»⟧)",
        ),
        copy(
            Python,
            "PyODPS",
            "from odps import ODPS\n\n\
             o = ODPS(\n    «accessId»,\n    «accessKey»,\n    project=«project»,\n    endpoint=«endpoint»,\n\
             ⟦    tunnel_endpoint=«tunnelServer»,\n⟧)",
        ),
        copy(
            Java,
            "odps-sdk-core",
            "Odps odps = new Odps(new AliyunAccount(«accessId», «accessKey»));\nodps.setEndpoint(«endpoint»);\n\
             ⟦odps.setTunnelEndpoint(«tunnelServer»);\n⟧odps.setDefaultProject(«project»);",
        ),
        copy(
            Go,
            "aliyun-odps-go-sdk",
            "client := odps.NewOdps(account.NewAliyunAccount(«accessId», «accessKey»), «endpoint»)\n\
             client.SetDefaultProjectName(«project»)",
        ),
    ],
};
