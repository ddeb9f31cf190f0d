//! Questions that people bring to the shipped directory, what they would type, and what answers them.
//!
//! A row is added by writing it: who asks, the question, the query, the entry, and words of the statement that answers.
//! Each query goes through the search of the browser, and the entry has to be among the first three hits.

use pitf::directory::{Directory, Entry};
use pitf::search::QueryMode;

use crate::searched::SHIPPED;

/// How many hits a person looks at before typing something else.
const LOOKED_AT: usize = 3;

struct Question {
    asker: Asker,
    asked: &'static str,
    typed: &'static str,
    entry: &'static str,
    answer: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asker {
    CaseWorker,
    Official,
    Journalist,
    Student,
}

const fn ask(
    asker: Asker,
    asked: &'static str,
    typed: &'static str,
    entry: &'static str,
    answer: &'static str,
) -> Question {
    Question { asker, asked, typed, entry, answer }
}

use Asker::{CaseWorker, Journalist, Official, Student};

#[rustfmt::skip]
const QUESTIONS: &[Question] = &[
    // Whom to call, and what a victim can get.
    ask(CaseWorker, "What number does a victim call?", "hotline", "hotline", "phone 1-888-373-7888"),
    ask(CaseWorker, "I need the number, now.", "phone number", "hotline", "phone 1-888-373-7888"),
    ask(CaseWorker, "Whom do I call in an emergency?", "emergency", "hotline", "phone 911"),
    ask(CaseWorker, "Where can a client call for help?", "call for help", "help", "phone 1-888-373-7888"),
    ask(CaseWorker, "What is this number on a poster?", "233733", "hotline", "text 233733"),
    ask(CaseWorker, "A poster says BeFree. What is that?", "befree", "hotline", "text 233733"),
    ask(CaseWorker, "Whose number is this?", "888-373-7888", "hotline", "phone 1-888-373-7888"),
    ask(CaseWorker, "Which number takes text messages?", "text hotline", "hotline", "text 233733"),
    ask(CaseWorker, "Is the hotline answered at night?", "hotline hours", "hotline", "Answers 24 hours a day"),
    ask(CaseWorker, "Does the hotline speak Spanish?", "spanish", "hotline", "in Spanish"),
    ask(CaseWorker, "How does a deaf person reach the hotline?", "tty", "hotline", "tty 711"),
    ask(CaseWorker, "Will the hotline report my client to immigration?", "hotline immigration", "hotline", "not an immigration body"),
    ask(CaseWorker, "Where do I report a crime?", "tip line", "hsi", "phone 1-866-347-2423"),
    ask(CaseWorker, "Where do I report a trafficker?", "report a tip", "help", "phone 1-866-347-2423"),
    ask(CaseWorker, "How do I report trafficking?", "report trafficking", "help", "phone 1-866-347-2423"),
    ask(CaseWorker, "Where is human trafficking reported?", "report human trafficking", "help", "phone 1-866-347-2423"),
    ask(Journalist, "Who pays for the hotline?", "who funds the hotline", "hhs", "Funds the National Human Trafficking Hotline"),
    ask(CaseWorker, "What is the tip line's number from abroad?", "ICE tip", "hsi", "phone 1-802-872-6199"),
    ask(CaseWorker, "Can a victim who is a witness stay in the country?", "continued presence", "continued-presence", "stay during the case"),
    ask(CaseWorker, "Is Continued Presence an immigration status?", "continued presence status", "continued-presence", "not an immigration status"),
    ask(CaseWorker, "How many T visas are there a year?", "t visa", "t-status", "5,000 principal persons"),
    ask(CaseWorker, "How many U visas are there a year?", "u visa", "u-status", "10,000 a year"),
    ask(CaseWorker, "Is there a visa for my client?", "visa for trafficking victims", "t-status", "granted by Department of Homeland Security"),
    ask(CaseWorker, "Is there a cap on T visas?", "t visa cap", "t-status", "The cap is 5,000"),
    ask(CaseWorker, "Can a witness stay during the trial?", "victim witness stay in the country", "continued-presence", "stay during the case"),
    ask(CaseWorker, "What can a foreign victim get?", "benefits for foreign victims", "certification-letter", "same extent as for a refugee"),
    ask(CaseWorker, "Which office of HHS handles trafficking?", "hhs trafficking office", "otip", "part of Administration for Children and Families"),
    ask(CaseWorker, "Who gets a Certification Letter?", "certification letter", "certification-letter", "who are adults"),
    ask(CaseWorker, "What does my client, a child, get from HHS?", "eligibility letter child", "eligibility-letter", "under 18"),
    ask(CaseWorker, "What does an Eligibility Letter open?", "eligibilty letter", "eligibility-letter", "benefits paid with federal money"),
    ask(CaseWorker, "Who certifies a T visa request besides the police?", "certifies visa labor", "whd", "Certifies requests for U visas and T visas"),
    ask(CaseWorker, "Can Labor get a victim's wages back?", "restitution", "whd", "Works out restitution"),
    ask(CaseWorker, "Who takes up the case of a trafficked worker?", "trafficked workers eeoc", "eeoc", "Pursues cases for workers who were trafficked"),
    ask(CaseWorker, "How do I reach EEOC?", "EEOC", "eeoc", "phone 1-800-669-4000"),
    ask(CaseWorker, "Who pays for services to victims?", "grants services victims", "doj", "Funds services to victims, by grants"),
    ask(CaseWorker, "Who serves victims in Native communities?", "native communities victims", "doi", "to provide services to victims in Native communities"),
    ask(CaseWorker, "Is there a guide for tribes?", "resource guide tribes", "native-resource-guide", "for policymakers and for tribes"),
    ask(CaseWorker, "Who investigates in Indian country?", "indian country", "bia", "four bodies that investigate or prosecute trafficking in Indian country"),
    ask(CaseWorker, "What should a tribal casino do?", "tribal gaming", "tribal-gaming-guide", "The guide is issued"),

    // Who sits where, and who decides.
    ask(Official, "Who chairs SPOG?", "chairs spog", "spog", "chaired by Department of State"),
    ask(Official, "Who chairs SPOG, the department or the Director?", "who chairs spog", "spog", "chair by law Director"),
    ask(Official, "Who chairs PITF?", "who chairs pitf", "pitf", "chair by law Secretary of State"),
    ask(Official, "Is Commerce on PITF?", "commerce", "pitf", "the Secretaries of Commerce and of the Treasury"),
    ask(Official, "What rank does the Director of the TIP Office have?", "ambassador at large", "tip-director", "the rank of Ambassador-at-Large"),
    ask(Official, "Which committee deals with victim services?", "victim services committee", "victims-services", "part of Senior Policy Operating Group"),
    ask(Official, "Which committee deals with research?", "research committee", "research-data", "Research & Data Committee"),
    ask(Official, "Who chairs SPOG by law?", "director trafficking office", "tip-director", "chairs SPOG"),
    ask(Official, "Who chairs PITF by law?", "secretary of state", "secretary-of-state", "Secretary of State chairs PITF"),
    ask(Official, "Which statute is SPOG's?", "7103(g)", "usc-22-7103-g", "share its plans with SPOG"),
    ask(Official, "Can PITF give orders?", "pitf directives", "pitf", "cannot give directives"),
    ask(Official, "Who pays for PITF?", "funds and supports PITF", "pitf", "State funds and supports PITF"),
    ask(Official, "How often does SPOG meet?", "spog meets", "spog", "every three months"),
    ask(Official, "Must my agency tell SPOG of its grants?", "spog share plans grants", "spog", "must share its plans with SPOG"),
    ask(Official, "Who co-chairs Procurement & Supply Chains?", "procurement supply chains co-chairs", "procurement-supply-chains", "co-chaired by Department of Labor"),
    ask(Official, "Since when is Procurement a committee?", "procurement committee", "procurement-supply-chains", "newest of the five"),
    ask(Official, "Who deals with contracts at Defense?", "defense contracts", "dod", "weak points in defense contracts"),
    ask(Official, "Which instruction binds Defense?", "2200.01", "dodi-2200-01", "The instruction is issued"),
    ask(Official, "Where does zero tolerance come from?", "zero tolerance", "nspd-22", "\"zero tolerance\" policy"),
    ask(Official, "Which order is on federal contracts?", "federal contracts executive order", "eo-13627", "protections against trafficking in federal contracts"),
    ask(Official, "Which law is on government contracts?", "government contracts law", "ndaa-2013", "title XVII is on government contracts"),
    ask(Official, "Where do I find SPOG's regulations?", "22 cfr 104", "cfr-104-rule", "call meetings regularly"),
    ask(Official, "Who runs the grants for task forces?", "task force grants", "ecm", "funded by Office for Victims of Crime"),
    ask(Official, "What has Treasury told Congress?", "money laundering", "treasury", "section 7154(a) of Public Law 116-92"),
    ask(Official, "Who trains the military?", "military training", "dod", "Trains the military"),
    ask(Official, "Why are there notices in restrooms?", "restrooms", "pl-117-301", "posted in transportation restrooms"),
    ask(Official, "Which 115-393 is meant?", "115-393", "tvpa-2017", "132 Stat. 5265"),
    ask(Official, "What does USTR do?", "ustr", "ustr", "Combats labor trafficking by means of trade policy"),
    ask(Official, "Where does USTR stand in the government?", "trade representative", "ustr", "in the Executive Office of the President"),
    ask(Official, "What does Transportation do?", "department of transportation", "dot", "leaders of the transportation industry"),
    ask(Official, "Does the Director of National Intelligence sit in the White House?", "odni", "odni", "may not be located in the Executive Office"),
    ask(Official, "What must OMB's agencies do about procurement?", "M-20-01", "m-20-01", "names an expert on trafficking"),
    ask(Official, "What made the Center for Countering Human Trafficking?", "ccht", "ccht", "put the center into law"),
    ask(Official, "Which law names the Blue Campaign?", "blue campaign law", "bc-act", "Public Law 115-125"),
    ask(Official, "What changed in the law on PITF in 2008?", "wilberforce", "tvpra-2008", "Secretary of Education on PITF"),
    ask(Official, "When is the TIP Report due?", "tip report due", "tip-report", "June 1 of each year"),
    ask(Official, "When is the Attorney General's report due?", "AG report", "ag-report", "May 1 of each year"),

    // What happened, and when.
    ask(Journalist, "When did PITF meet in 2018?", "2018 meeting", "meeting-2018", "2018-10-11"),
    ask(Journalist, "Which meeting did Pompeo chair?", "pompeo", "meeting-2018", "Secretary Pompeo chairs the meeting"),
    ask(Journalist, "How often had Kerry chaired?", "kerry", "meeting-2016", "his fourth"),
    ask(Journalist, "When did PITF first meet under Biden?", "biden administration meeting", "meeting-2022", "first time in the Biden Administration"),
    ask(Journalist, "Who got the award in 2019?", "award 2019", "award", "Truckers Against Trafficking"),
    ask(Journalist, "Who pays the most for services at home?", "largest funder", "ovc", "largest federal funder"),
    ask(Journalist, "How many countries does the TIP Report cover?", "187 countries", "tip-report", "covers 187 countries and territories"),
    ask(Journalist, "When did the first TIP Report come out?", "first tip report 2001", "tip-report", "2001-07-12"),
    ask(Journalist, "What did Justice plan in 2022?", "justice strategy 2022", "doj-strategy", "Justice issues the strategy"),
    ask(Journalist, "What is the trade strategy on forced labor?", "forced labor trade strategy", "trade-strategy", "USTR publishes the strategy"),
    ask(Journalist, "Does the page really say 15 agencies?", "15 agencies", "pitf", "\"some 15\" agencies"),
    ask(Journalist, "What happened in September 2017?", "september 2017", "native-working-group", "2017-09"),
    ask(Journalist, "Who won the award in 2018?", "presidential award", "award", "Minal Patel Davis"),
    ask(Journalist, "Who runs the hotline now?", "hotline operator", "hotline", "Compass Connections of San Antonio"),
    ask(Journalist, "Who ran the hotline before?", "polaris", "hotline", "Polaris Project, begins to run the hotline"),
    ask(Journalist, "What became of USAID?", "usaid", "usaid", "USAID stops giving aid"),
    ask(Journalist, "What happened to the TIP Office in 2025?", "job cuts", "tip-office", "about a third of its size"),
    ask(Journalist, "Is the Education Department to be closed?", "education close", "ed", "prepare to close the department"),
    ask(Journalist, "What is the Department of War?", "department of war", "dod", "An executive order permits"),
    ask(Journalist, "How many goods are on Labor's list?", "list of goods", "dol-goods", "204 goods from 82 countries"),
    ask(Journalist, "How much did Justice award in 2023?", "$96 million", "ovc", "over $96 million"),
    ask(Journalist, "Which cases did EEOC win?", "signal international", "eeoc", "476 workers from India"),
    ask(Journalist, "What did FinCEN tell the banks?", "fincen red flags", "fin-2014-a008", "FinCEN issues the advisory"),
    ask(Journalist, "When did PITF last meet?", "2023 meeting", "meeting-2023", "2023-02-13"),
    ask(Journalist, "When is Wear Blue Day?", "wear blue day", "blue-campaign", "January 11"),
    ask(Journalist, "How many agencies are on PITF?", "pitf 20 agencies", "pitf", "give the number of agencies as 20"),
    ask(Journalist, "Which groups of SPOG were active in 2022?", "demand reduction", "demand-reduction", "The group is active"),

    // How it all came to be.
    ask(Student, "Which law created PITF?", "trafficking victims protection act", "tvpa", "The Act created PITF"),
    ask(Student, "Which order established PITF?", "executive order established pitf", "eo-13257", "The President issues the order"),
    ask(Student, "Which law put SPOG into the Act?", "reauthorization 2003", "tvpa-2003", "put SPOG into the Act of 2000"),
    ask(Student, "What came before that law?", "108-7", "pl-108-7", "117 Stat. 92"),
    ask(Student, "What is PITF?", "pitf", "pitf", "cabinet-level body"),
    ask(Student, "What does PITF stand for?", "presidents interagency task force", "pitf", "coordinating the government's work against human trafficking"),
    ask(Student, "Which members does PITF have?", "pitf members", "pitf", "members Department of Justice"),
    ask(Student, "Who sits on the task force?", "who is on the task force", "pitf", "members Office of Management and Budget"),
    ask(Student, "How do agencies reach farm country?", "rural", "usda", "rural areas of the United States"),
    ask(Student, "What do goods have to do with it?", "goods made with forced labor", "dol-goods", "requires the list"),
    ask(Student, "What does the Domestic Policy Council do here?", "domestic policy council post", "dpc", "makes a post in the Council"),
    ask(Student, "What is the smuggling center?", "smuggling center", "hstc", "8 U.S.C. 1777"),
    ask(Student, "Who outside the government belongs to the effort?", "tribal state local private sector", "whole-of-government", "the private sector and civil society"),
    ask(Student, "Which law of 2015 is behind the hotline?", "justice for victims of trafficking act", "jvta", "national communication system"),
    ask(Student, "What is SPOG made of?", "senior officials", "spog", "made up of senior officials"),
    ask(Student, "Which committees does SPOG have?", "spog committees", "spog", "parts Research & Data"),
    ask(Student, "What does the whole-of-government approach mean?", "whole of government", "whole-of-government", "bring in survivors"),
    ask(Student, "What does Labor report on?", "child labor report", "dol-findings", "each year since 2002"),
    ask(Student, "Which reports does Labor produce?", "department of labor reports", "dol", "publishes List of Goods Produced by Child Labor or Forced Labor"),
    ask(Student, "What is the difference between the List of Products and the List of Goods?", "list of products", "dol-products", "Executive Order 13126 requires the list"),
    ask(Student, "Who advises PITF from outside?", "survivors council", "advisory-council", "all survivors of trafficking"),
    ask(Student, "When was the State Department founded?", "state department founded", "dos", "founded in 1789"),
    ask(Student, "Who trains inspectors?", "trains inspectors", "usda", "Trains inspectors against human trafficking"),
    ask(Student, "Who works with banks?", "financial institutions", "treasury", "Works with financial institutions"),
    ask(Student, "Who prosecutes traffickers?", "prosecutes traffickers", "htpu", "Criminal Section of the Civil Rights Division"),
    ask(Student, "Who does trade policy?", "topic:trade-policy", "ustr", "trade-policy"),
    ask(Student, "What is the national plan?", "national action plan", "nap", "The plan is updated"),
    ask(Student, "Are there posters or lessons for schools?", "schools guide", "ed-schools-guide", "second edition"),
];

#[test]
fn there_are_questions_of_everyone() {
    assert!(QUESTIONS.len() >= 60, "{} questions", QUESTIONS.len());
    for asker in [CaseWorker, Official, Journalist, Student] {
        let of_asker = QUESTIONS.iter().filter(|question| question.asker == asker).count();
        assert!(of_asker >= 10, "{of_asker} questions of {asker:?}");
    }
}

#[test]
fn what_is_typed_finds_the_entry_that_answers() {
    let mut unanswered = Vec::new();
    for question in QUESTIONS {
        let first = SHIPPED.ids(question.typed, LOOKED_AT);
        if !first.contains(&question.entry) {
            let all = SHIPPED.ids(question.typed, usize::MAX);
            let rank = all.iter().position(|id| *id == question.entry);
            let Question { asked, typed, entry, .. } = question;
            unanswered.push(format!("{asked} {typed:?} finds {first:?} and {entry} at {rank:?}"));
        }
    }
    assert!(unanswered.is_empty(), "{}", unanswered.join("\n"));
}

/// What somebody types who needs help, or stands beside one who does, and the entry that comes first.
#[rustfmt::skip]
const IN_NEED: [(&str, &[&str]); 2] = [
    ("help", &[
        "help", "i need help", "report", "report trafficking", "report a trafficker", "whom to call", "who do i call", "pimp",
        "no papers", "wage theft", "not paid", "missing child", "being trafficked", "in danger", "tip line", "911",
        "send help", "send for help", "is it safe to call",
    ]),
    ("ayuda", &[
        "ayuda", "necesito ayuda", "ayúdame", "ayudame", "estoy en peligro", "denunciar", "a quien llamar", "trata de personas",
        "soy víctima", "sin papeles", "me obligan a trabajar", "no me pagan", "niño desaparecido", "me quitaron el pasaporte",
        "no tengo papeles", "tengo miedo", "me pegan", "mi jefe no me paga", "necesito un abogado",
    ]),
];

#[test]
fn whoever_needs_help_finds_the_numbers_first_in_their_language() {
    let directory = &SHIPPED.directory;
    for (first, typed) in IN_NEED {
        for typed in typed {
            let results = SHIPPED.search(typed, QueryMode::Words, 1);
            let hit = results.hits.first().unwrap_or_else(|| panic!("{typed:?} finds nothing"));
            let entry = directory.entry(hit.entry);
            assert_eq!(entry.id(), first, "{typed:?}");
            if ["pimp", "wage theft", "necesito ayuda", "sin papeles"].contains(typed) {
                let query = SHIPPED.query(typed, QueryMode::Words);
                let told = hit.passage(directory, &query).text;
                assert!(told.contains("1-888-373-7888"), "{typed:?}: {told}");
            }
        }
    }
}

/// How people shorten words, or say them otherwise.
#[test]
fn other_words_find_what_is_meant() {
    for (typed, expected) in [
        ("dept of state", "dos"),
        ("dept. of justice", "doj"),
        ("nat'l security council", "nsc"),
        ("asst secretary", "acf"),
        ("gov't contracts", "ndaa-2013"),
        ("help line", "hotline"),
        ("green card", "t-status"),
        ("befree", "hotline"),
        ("banks", "treasury"),
        ("wear blue day", "blue-campaign"),
        ("dni", "odni"),
    ] {
        let first = SHIPPED.ids(typed, LOOKED_AT);
        assert!(first.contains(&expected), "{typed:?} finds {first:?}");
    }
}

/// What is typed, and an entry that has to be among the first hits.
#[rustfmt::skip]
const TYPED: &[(&str, &str)] = &[
    // Numbers, however they are grouped.
    ("8883737888", "hotline"), ("18883737888", "hotline"), ("888 373 7888", "hotline"), ("1.888.373.7888", "hotline"),
    ("+1 (888) 373-7888", "hotline"), ("(888) 373-7888", "hotline"), ("233 733", "hotline"), ("18663472423", "help"),
    ("866 347 2423", "help"), ("1 802 872 6199", "hsi"), ("8006694000", "eeoc"), ("1-800-669-4000", "eeoc"),
    ("13257", "eo-13257"), ("E.O. 13257", "eo-13257"), ("EO 13,257", "eo-13257"), ("Executive Order No. 13257", "eo-13257"),
    ("executive order 13627", "eo-13627"), ("Exec. Order No. 13333", "eo-13333"), 
    ("115-393", "tvpa-2017"), ("P.L. 117-301", "pl-117-301"), ("Pub. L. No. 113-4", "vawa-2013"),
    ("Public Law 108-7", "pl-108-7"), ("22 USC 7103", "usc-22-7103"), ("22 U.S.C. § 7103(d)", "usc-22-7103-d"),
    ("22 U.S.C. 7103(g)", "usc-22-7103-g"), ("22 CFR part 104", "cfr-104-rule"), ("2200.01", "dodi-2200-01"),
    ("M 20 01", "m-20-01"), ("NSPD 22", "nspd-22"), ("476 workers", "eeoc"), ("$96 million", "ovc"),
    // Dates in every form.
    ("October 2018", "meeting-2018"), ("2018-10-11", "meeting-2018"), ("11 October 2018", "meeting-2018"),
    ("October 11, 2018", "meeting-2018"), ("Oct. 11, 2018", "meeting-2018"), ("10/11/2018", "meeting-2018"),
    ("11/10/2018", "meeting-2018"), ("11th of October 2018", "meeting-2018"), ("October 11th, 2018", "meeting-2018"),
    ("001 888 373 7888", "help"), ("+1-866-347-2423", "help"), ("E.O. 13903", "eo-13903"), ("eo-13903", "eo-13903"),
    ("what's the hotline number", "hotline"), ("where is the tip line", "hsi"),
    ("pitf october 2018", "meeting-2018"), ("2018-06-28", "tip-report"), ("June 28, 2018", "tip-report"),
    ("2001-07-12", "tip-report"), ("July 12, 2001", "tip-report"), ("12 July 2001", "tip-report"),
    ("2023-02-13", "meeting-2023"), ("13 February 2023", "meeting-2023"), ("Feb 13, 2023", "meeting-2023"),
    ("meeting february 2023", "meeting-2023"), ("September 2017 working group", "native-working-group"),
    // Whole questions.
    ("which agencies fund victim services", "hhs"), ("who chairs the task force", "pitf"),
    ("who runs the national hotline", "hotline"), ("what is the number of the hotline", "hotline"),
    ("how do i report human trafficking", "help"), ("which committee works on research and data", "research-data"),
    ("what is the blue campaign", "blue-campaign"), ("when did pitf meet in 2018", "meeting-2018"),
    ("what does the department of labor report on", "dol"),
    ("who trains the military against trafficking", "dod"), ("where is the list of goods", "dol-goods"),
    ("who is on the task force", "pitf"), ("what can a victim get from hhs", "hhs"),
    // Short forms, signs, and words that tell nothing.
    ("dept of labor", "dol"), ("Dept. of Labor", "dol"), ("dept labor", "dol"), ("dept of justice", "doj"),
    ("dept. of homeland security", "dhs"), ("Research and Data", "research-data"), ("Research & Data committee", "research-data"),
    ("procurement and supply chains", "procurement-supply-chains"), ("the Senior Policy Operating Group", "spog"),
    ("Office for the Victims of Crime", "ovc"), ("Bureau of Intl Labor Affairs", "ilab"), ("atty general report", "ag-report"),
    ("necesito ayuda", "ayuda"), ("ayuda", "ayuda"), ("trata de personas", "ayuda"), ("labour", "dol"),
];

#[test]
fn numbers_dates_questions_and_short_forms_find_what_is_meant() {
    let mut missed = Vec::new();
    for (typed, entry) in TYPED {
        let first = SHIPPED.ids(typed, LOOKED_AT);
        if !first.contains(entry) {
            missed.push(format!("{typed:?} finds {first:?} and not {entry}"));
        }
    }
    assert!(TYPED.len() >= 60 && missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn every_word_of_a_page_finds_its_entry() {
    crate::shown::assert_every_word_finds_its_entry(&SHIPPED, 7);
}

#[test]
fn the_entry_states_the_answer() {
    let directory = Directory::shipped();
    let mut unanswered = Vec::new();
    for Question { asked, entry, answer, .. } in QUESTIONS {
        let id = directory.find(entry).unwrap_or_else(|| panic!("{asked} no entry {entry}"));
        let told = statements(&directory, directory.entry(id));
        if !told.iter().any(|statement| statement.contains(answer)) {
            unanswered.push(format!("{asked} {entry} does not say {answer:?}"));
        }
    }
    assert!(unanswered.is_empty(), "{}", unanswered.join("\n"));
}

/// All that an entry states: what it does and what is told of it, its links both ways, events and contacts.
fn statements(directory: &Directory, entry: Entry) -> Vec<String> {
    let topics =
        |topics: &[_]| topics.iter().map(|topic| directory.topic(*topic).id).collect::<Vec<_>>().join(" ");
    let stated = entry
        .activities()
        .chain(entry.background())
        .map(|statement| format!("{} {}", statement.text, topics(statement.topics)));
    let name = |id| directory.entry(id).name();
    let links = entry.links().map(|link| format!("{} {}", link.relation().name, name(link.target())));
    let linked_from = entry.linked_from().map(|link| {
        let relation = link.relation();
        format!("{} {}", relation.inverse.unwrap_or(relation.name), name(link.origin()))
    });
    let events = entry.events().map(|event| format!("{} {}", event.date, event.text));
    let contacts = entry.contacts().map(|contact| format!("{} {}", contact.kind.word(), contact.value));
    stated.chain(links).chain(linked_from).chain(events).chain(contacts).collect()
}
