//! Who runs the server, as people see it: a name, a telephone, a web page, a logo and colours.

mod brand;
mod colour;
mod logo;
mod telephone;

use phial_shared::api::{SiteInfo, Telephone};
use reqwest::Url;

pub use self::brand::{Brand, Unreadable};
pub use self::colour::{BadColour, Colour};
pub use self::logo::{BadLogo, Logo};
pub use self::telephone::{BadTelephone, parse_telephone};

/// Who runs the server.
#[derive(Clone, Debug)]
pub struct Site {
    /// The name that people know the organisation by.
    pub name: String,
    /// Where a recipient asks whether a link is genuine.
    pub telephone: Option<Telephone>,
    /// A page that says who the organisation is.
    pub web: Option<Url>,
    /// Its picture, in place of the page's own.
    pub logo: Option<Logo>,
    /// Its colours, in place of the page's own.
    pub brand: Option<Brand>,
}

impl Site {
    /// What a page must know of it, beside the name.
    pub fn info(&self) -> SiteInfo {
        SiteInfo {
            telephone: self.telephone.clone(),
            web: self.web.as_ref().map(Url::to_string),
            logo: self.logo.as_ref().map(|logo| logo.path().to_owned()),
        }
    }
}
