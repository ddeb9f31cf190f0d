//! Every JSON value that the program prints is as `pitf schema` says.

use crate::support::{CLUBS, FULL, Pitf, mismatch, pitf, shipped_ids};
use serde_json::{Value, json};

/// The commands that print JSON, and what the schema calls what they print.
const COMMANDS: [(&str, &[&str]); 11] = [
    ("list", &["list"]),
    ("tree", &["tree"]),
    ("tree", &["tree", "--by", "kind"]),
    ("tree", &["tree", "--by", "topic"]),
    ("tree", &["tree", "--by", "date"]),
    ("matrix", &["matrix"]),
    ("check", &["check"]),
    ("export", &["export"]),
    ("export", &["export", "--depth", "1"]),
    ("search", &["search", "a"]),
    ("search", &["search", "nothing-is-called-so"]),
];

fn schema() -> Value {
    serde_json::from_str(&pitf(&["schema"]).out).expect("the schema is JSON")
}

fn value(arguments: &[&str], data: Option<&str>) -> Value {
    let run = Pitf::new(&[arguments, &["--format", "json"]].concat());
    let done = match data {
        Some(data) => run.data(data).run(),
        None => run.run(),
    };
    serde_json::from_str(&done.out).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {done:?}"))
}

/// It is what the schema calls so.
fn assert_is(schema: &Value, name: &str, value: &Value, told: &[&str]) {
    assert_eq!(mismatch(schema, &format!("/$defs/{name}"), value), None, "{told:?}");
}

#[test]
fn what_every_command_prints_is_as_the_schema_says() {
    let schema = schema();
    for data in [Some(CLUBS), Some(FULL)] {
        for (name, arguments) in COMMANDS {
            let value = value(arguments, data);
            assert_is(&schema, name, &value, arguments);
            assert_eq!(mismatch(&schema, "", &value), None, "the schema as a whole allows it: {arguments:?}");
        }
    }
    for (name, arguments, data) in [
        ("matrix", &["matrix", "--beneath"][..], None),
        ("matrix", &["matrix", "doj", "dol"], None),
        ("compare", &["compare", "doj", "dol"], None),
        ("compare", &["compare", "top", "all"], Some(FULL)),
        ("tree", &["tree", "spog"], None),
        ("search", &["search", "forced labour"], None),
        ("list", &["list", "labor"], None),
        ("export", &["export"], None),
        ("tree", &["tree", "--by", "date"], None),
    ] {
        assert_is(&schema, name, &value(arguments, data), arguments);
    }
    for ids in [&["top"][..], &["all"], &["top", "all"]] {
        let arguments = [&["show"], ids].concat();
        assert_is(&schema, "show", &value(&arguments, Some(FULL)), &arguments);
    }
    let ids = shipped_ids();
    let arguments: Vec<&str> =
        ["show"].into_iter().chain(ids.iter().step_by(4).map(String::as_str)).collect();
    assert_is(&schema, "show", &value(&arguments, None), &["show", "a quarter of what we ship"]);
}

#[test]
fn problems_are_as_the_schema_says() {
    let schema = schema();
    for data in
        ["", "(title: \"T\", kinds: [], entries: [(id: \"A\", kind: \"k\", name: \"\")])", "\u{1b}\u{202e}"]
    {
        let checked = value(&["check"], Some(data));
        assert_ne!(checked["problems"], json!([]), "{data}");
        assert_is(&schema, "check", &checked, &["check", data]);
    }
}

#[test]
fn problems_have_their_fields_in_the_order_of_the_schema() {
    let schema = schema();
    let done = Pitf::new(&["check", "--format", "json"]).data("(title: 1)").run();
    let names = |name: &str| {
        let required = schema["$defs"][name]["required"].as_array().expect("a list").clone();
        required.into_iter().map(|name| format!("\"{}\":", name.as_str().expect("a name")))
    };
    let places: Vec<_> =
        names("problem").chain(names("check").skip(1)).map(|name| done.out.find(&name)).collect();
    assert!(places.is_sorted() && places[0].is_some(), "{places:?}: {}", done.out);
}

#[test]
fn what_the_schema_does_not_tell_of_is_noticed() {
    let schema = schema();
    let sound = value(&["show", "all"], Some(FULL))[0].clone();
    let spoilt = |spoil: &dyn Fn(&mut Value)| {
        let mut value = sound.clone();
        spoil(&mut value);
        mismatch(&schema, "/$defs/shown", &value)
    };
    assert_eq!(spoilt(&|_| {}), None);
    let spoils: [&dyn Fn(&mut Value); 6] = [
        &|value| value["more"] = json!(1),
        &|value| value["links"][0]["more"] = json!(null),
        &|value| value["name"] = json!(null),
        &|value| value["events"][0]["date"] = json!("May 2003"),
        &|value| value["topics"] = json!(["Not an id"]),
        &|value| {
            let _ = value.as_object_mut().expect("an object").remove("linked_from");
        },
    ];
    for (index, spoil) in spoils.iter().enumerate() {
        assert!(spoilt(spoil).is_some(), "number {index} is not noticed");
    }
}

#[test]
fn the_schema_takes_dates_that_exist_and_no_others() {
    let schema = schema();
    let is_date = |text: &str| mismatch(&schema, "/$defs/date", &json!(text)).is_none();
    for text in ["2003", "2017-09", "2018-10-11", "2020-02-29", "2000-02-29", "2018-01-31", "2018-04-30"] {
        assert!(is_date(text), "{text}");
    }
    for text in
        ["", "203", "2018-13", "2018-00", "2018-02-30", "2019-02-29", "1900-02-29", "2018-04-31", "2018-1-1"]
    {
        assert!(!is_date(text), "{text}");
    }
}
