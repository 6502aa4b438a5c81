//! The people of Merrowline. All names are invented; the phone numbers lie in ranges that the
//! British, French and North American authorities keep free for fiction.

use muster_domain::ids::PersonId;
use muster_domain::organisation::{ContactChannel, Person};

/// Business Lead.
pub const INES: PersonId = PersonId(1);
/// First backup of the Business Lead.
pub const GRAHAM: PersonId = PersonId(2);
/// Second backup of the Business Lead.
pub const SUNNIVA: PersonId = PersonId(3);
/// Technical SLT.
pub const TUNDE: PersonId = PersonId(4);
/// First backup of the Technical SLT.
pub const KATARZYNA: PersonId = PersonId(5);
/// Second backup of the Technical SLT.
pub const DANIEL: PersonId = PersonId(6);
/// Customer Liaison.
pub const MIKA: PersonId = PersonId(7);
/// First standby of the Customer Liaison.
pub const RHYS: PersonId = PersonId(8);
/// Second standby of the Customer Liaison.
pub const AMARA: PersonId = PersonId(9);
/// Marketing Officer.
pub const JO: PersonId = PersonId(10);
/// Backup of the Marketing Officer.
pub const PRIYA: PersonId = PersonId(11);
/// Social Officer.
pub const LUCA: PersonId = PersonId(12);
/// Backup of the Social Officer.
pub const HANA: PersonId = PersonId(13);
/// Media Officer.
pub const OISIN: PersonId = PersonId(14);
/// Backup of the Media Officer.
pub const MARGUERITE: PersonId = PersonId(15);
/// Legal Officer.
pub const DANA: PersonId = PersonId(16);
/// Backup of the Legal Officer.
pub const TOMASZ: PersonId = PersonId(17);
/// Messaging Officer.
pub const NOOR: PersonId = PersonId(18);
/// Backup of the Messaging Officer.
pub const ELENA: PersonId = PersonId(19);
/// ELT Approver.
pub const ROSALIND: PersonId = PersonId(20);
/// First backup of the ELT Approver.
pub const HENRIK: PersonId = PersonId(21);
/// Second backup of the ELT Approver.
pub const MEI_LING: PersonId = PersonId(22);
/// On call for Support.
pub const BEATRIZ: PersonId = PersonId(23);
/// Backup for Support.
pub const SAMIR: PersonId = PersonId(24);
/// On call for Sales.
pub const CHARLOTTE: PersonId = PersonId(25);
/// Backup for Sales.
pub const VIKTOR: PersonId = PersonId(26);
/// On call for Professional Services.
pub const FATIMA: PersonId = PersonId(27);
/// Backup for Professional Services.
pub const OWEN: PersonId = PersonId(28);
/// On call for Finance.
pub const AIKO: PersonId = PersonId(29);
/// Backup for Finance.
pub const JULIEN: PersonId = PersonId(30);
/// Payments Risk Officer.
pub const ZANELE: PersonId = PersonId(31);
/// Backup of the Payments Risk Officer.
pub const PAVEL: PersonId = PersonId(32);
/// Keeps the product's set-up; on no roster.
pub const LEAH: PersonId = PersonId(33);

/// Everybody with an account.
pub fn everybody() -> Vec<Person> {
    STAFF.iter().map(Entry::person).collect()
}

/// May change the organisation: two, because the last one cannot be removed.
const ADMINISTRATORS: [PersonId; 2] = [INES, LEAH];

/// A device first, because it wakes; the phone last, because somebody must dial.
const CHANNELS: [ContactChannel; 4] =
    [ContactChannel::Push, ContactChannel::Chat, ContactChannel::Mail, ContactChannel::Phone];

/// Merrowline's offices are in Britain, in Paris and in San Francisco.
fn zone(phone: &str) -> &'static str {
    match phone.get(..3) {
        Some("+33") => "Europe/Paris",
        Some("+1 ") => "America/Los_Angeles",
        _ => "Europe/London",
    }
}

struct Entry(PersonId, &'static str, &'static str, &'static str, &'static str);

impl Entry {
    fn person(&self) -> Person {
        let Self(id, name, title, phone, mailbox) = self;
        Person {
            id: *id,
            name: (*name).into(),
            title: (*title).into(),
            phone: (*phone).into(),
            email: format!("{mailbox}@merrowline.example"),
            administrator: ADMINISTRATORS.contains(id),
            deactivated: false,
            zone: zone(phone).into(),
            channels: CHANNELS.into(),
            guest: None,
        }
    }
}

#[rustfmt::skip]
const STAFF: [Entry; 33] = [
    Entry(INES, "Ines Moreau", "Director of Operations", "+44 20 7946 0101", "ines.moreau"),
    Entry(GRAHAM, "Graham Pell", "VP Business Operations", "+44 20 7946 0102", "graham.pell"),
    Entry(SUNNIVA, "Sunniva Dahl", "Head of Programme Office", "+44 161 496 0103", "sunniva.dahl"),
    Entry(TUNDE, "Tunde Okafor", "Chief Technology Officer", "+44 20 7946 0104", "tunde.okafor"),
    Entry(KATARZYNA, "Katarzyna Wrona", "VP Engineering", "+44 161 496 0105", "katarzyna.wrona"),
    Entry(DANIEL, "Daniel Ferreira", "VP Platform", "+1 415 555 0106", "daniel.ferreira"),
    Entry(MIKA, "Mika Sato", "Principal Support Engineer", "+44 20 7946 0107", "mika.sato"),
    Entry(RHYS, "Rhys Cadwallader", "Solutions Engineer", "+44 161 496 0108", "rhys.cadwallader"),
    Entry(AMARA, "Amara Nwosu", "Senior Support Engineer", "+44 20 7946 0109", "amara.nwosu"),
    Entry(JO, "Jo Lindqvist", "Marketing Director", "+44 20 7946 0110", "jo.lindqvist"),
    Entry(PRIYA, "Priya Raman", "Campaign Manager", "+44 161 496 0111", "priya.raman"),
    Entry(LUCA, "Luca Bellini", "Social Media Lead", "+33 1 99 00 01 12", "luca.bellini"),
    Entry(HANA, "Hana Kovářová", "Community Manager", "+44 20 7946 0113", "hana.kovarova"),
    Entry(OISIN, "Oisín Brennan", "Head of Press", "+44 20 7946 0114", "oisin.brennan"),
    Entry(MARGUERITE, "Marguerite Osei", "Press Manager", "+33 1 99 00 01 15", "marguerite.osei"),
    Entry(DANA, "Dana Weiss", "General Counsel", "+44 20 7946 0116", "dana.weiss"),
    Entry(TOMASZ, "Tomasz Zieliński", "Senior Counsel", "+44 161 496 0117", "tomasz.zielinski"),
    Entry(NOOR, "Noor Haddad", "Head of Communications", "+44 20 7946 0118", "noor.haddad"),
    Entry(ELENA, "Elena Castellanos", "Editor", "+1 415 555 0119", "elena.castellanos"),
    Entry(ROSALIND, "Rosalind Adeyemi", "Chief Executive", "+44 20 7946 0120", "rosalind.adeyemi"),
    Entry(HENRIK, "Henrik Vos", "Chief Financial Officer", "+44 20 7946 0121", "henrik.vos"),
    Entry(MEI_LING, "Mei-Ling Tan", "Chief Operating Officer", "+1 415 555 0122", "meiling.tan"),
    Entry(BEATRIZ, "Beatriz Almeida", "Support Manager", "+44 161 496 0123", "beatriz.almeida"),
    Entry(SAMIR, "Samir Chaudhry", "Support Team Lead", "+44 161 496 0124", "samir.chaudhry"),
    Entry(CHARLOTTE, "Charlotte Nkemelu", "Key Accounts", "+44 20 7946 0125", "charlotte.nkemelu"),
    Entry(VIKTOR, "Viktor Halvorsen", "Account Director", "+44 20 7946 0126", "viktor.halvorsen"),
    Entry(FATIMA, "Fatima El-Sayed", "Head of Services", "+33 1 99 00 01 27", "fatima.elsayed"),
    Entry(OWEN, "Owen Whitlock", "Integration Consultant", "+44 161 496 0128", "owen.whitlock"),
    Entry(AIKO, "Aiko Tanaka", "Settlement Controller", "+44 20 7946 0129", "aiko.tanaka"),
    Entry(JULIEN, "Julien Marchetti", "Treasury Manager", "+33 1 99 00 01 30", "julien.marchetti"),
    Entry(ZANELE, "Zanele Khumalo", "Head of Payments Risk", "+44 20 7946 0131", "zanele.khumalo"),
    Entry(PAVEL, "Pavel Novotný", "Risk Analyst", "+44 161 496 0132", "pavel.novotny"),
    Entry(LEAH, "Leah Goldfarb", "IT Administrator", "+44 161 496 0133", "leah.goldfarb"),
];
