"""The kinds of clinical entries. A new one is one more `Kind` here: `baps note`, `baps history`,
tests and `docs/clinical-measures.md` find it by themselves.

No norm and no threshold stands here. Of questionnaires only totals are kept: their questions
belong to others.
"""

from collections.abc import Mapping
from difflib import get_close_matches

from trainer.recording.clinical import ClinicalEntry
from trainer.recording.clinical_form import (
    ANY,
    FREE,
    HOW_TO_NAME,
    Combine,
    Detail,
    Grade,
    Kind,
    Scale,
    SideRule,
    own_name,
)

HIGHER, LOWER, NEITHER = "higher", "lower", "neither"
OURS = "ours"


class UnknownKind(ValueError):
    """No kind has this name. The text says which are near."""


_NM_KG = Scale("Nm/kg", 0.0, 5.0, digits=2)
_FORCES = (Scale("N", 0.0, 1500.0), Scale("kgf", 0.0, 150.0, digits=1), Scale("lbf", 0.0, 340.0))
_OF_10 = Scale("of 10", 0.0, 10.0, whole=True)
_OF_100 = Scale("of 100", 0.0, 100.0, digits=1)
_DYNAMOMETER = (
    "dynamometer held by hand or by a belt; readings in Nm/kg, or forces with lever arm and body "
    "weight; not corrected for the weight of the leg"
)
_THORBORG = "Thorborg et al. 2010, Scand J Med Sci Sports 20:493"
_BY_EYE = "scored by eye in slow single-leg squats on the floor"


def _strength(name: str, title: str) -> Kind:
    return Kind(
        name,
        title,
        _DYNAMOMETER,
        SideRule.REQUIRED,
        HIGHER,
        _THORBORG,
        scales=(_NM_KG,),
        forces=_FORCES,
        combine=Combine.BEST,
        needs=(Detail.POSITION,),
        may_have=(Detail.LEVER_ARM,),
    )


def _squat(segment: str, holds: str, a_little: str, clearly: str) -> Kind:
    grades = (Grade("0", 0, holds), Grade("1", 1, a_little), Grade("2", 2, clearly))
    name, title = f"squat_{segment}", f"squat: {segment}"
    return Kind(name, title, _BY_EYE, SideRule.REQUIRED, LOWER, OURS, grades=grades)


def _total(name: str, title: str, taken: str, source: str) -> Kind:
    return Kind(name, title, taken, SideRule.OPTIONAL, HIGHER, source, scales=(_OF_100,))


_DECLARED = (
    _strength("strength_abduction", "hip abductor strength"),
    _strength("strength_external_rotation", "hip external rotator strength"),
    Kind(
        "dorsiflexion",
        "dorsiflexion in weight bearing",
        "lunge to the wall, heel down: tilt of the shin, or distance of the big toe from the wall",
        SideRule.REQUIRED,
        HIGHER,
        "Bennell et al. 1998, Aust J Physiother 44:175",
        scales=(Scale("deg", 0.0, 70.0, digits=1), Scale("cm", 0.0, 30.0, digits=1)),
        combine=Combine.MEAN,
    ),
    Kind(
        "pain_now",
        "pain now",
        "the patient says a whole number, 0 no pain, 10 the worst imaginable",
        SideRule.OPTIONAL,
        LOWER,
        "Jensen et al. 1986, Pain 27:117",
        scales=(_OF_10,),
    ),
    Kind(
        "pain_next_morning",
        "pain next morning",
        "asked at the next visit or by telephone, of the morning after; its time is that morning",
        SideRule.OPTIONAL,
        LOWER,
        "Jensen et al. 1986, Pain 27:117",
        scales=(_OF_10,),
    ),
    _total(
        "akps",
        "AKPS total",
        "Anterior Knee Pain Scale (Kujala): the total alone",
        "Kujala et al. 1993, Arthroscopy 9:159",
    ),
    _total(
        "ikdc",
        "IKDC total",
        "IKDC Subjective Knee Form: the total on its scale to 100",
        "Irrgang et al. 2001, Am J Sports Med 29:600",
    ),
    _total(
        "kos_adl",
        "KOS-ADL total",
        "Knee Outcome Survey, Activities of Daily Living: points as a percentage of the most that "
        "the form gives (70 on its 14 questions)",
        "Irrgang et al. 1998, J Bone Joint Surg Am 80:1132",
    ),
    Kind(
        "patient_specific_task",
        "patient's own task",
        "the patient names a task (the label) and says how it goes, 0 not at all, 10 as before",
        SideRule.NONE,
        HIGHER,
        "Stratford et al. 1995, Physiother Can 47:258",
        scales=(_OF_10,),
        needs=(Detail.LABEL,),
    ),
    Kind(
        "global_change",
        "global change",
        "the patient's word on the change since the episode began, -7 a very great deal worse, "
        "0 the same, 7 a very great deal better",
        SideRule.NONE,
        HIGHER,
        "Jaeschke et al. 1989, Control Clin Trials 10:407",
        scales=(Scale("points", -7.0, 7.0, whole=True),),
    ),
    _squat("knee", "over the foot", "a little inward", "clearly inward"),
    _squat("pelvis", "level", "drops a little", "drops clearly"),
    _squat("trunk", "upright", "leans a little", "leans clearly"),
    Kind(
        "trendelenburg",
        "Trendelenburg",
        "30 s on one leg, the named side standing: does the other side of the pelvis drop",
        SideRule.REQUIRED,
        LOWER,
        "Hardcastle and Nade 1985, J Bone Joint Surg Br 67:741",
        grades=(Grade("negative", 0, "pelvis held"), Grade("positive", 1, "pelvis drops")),
    ),
    Kind(
        "floor_stance",
        "one leg on the floor",
        "seconds on one leg by stopwatch, barefoot, hands on hips, eyes open; it ends with the "
        "other foot down, or at 60 s",
        SideRule.REQUIRED,
        HIGHER,
        OURS,
        scales=(Scale("s", 0.0, 60.0, digits=1),),
    ),
    Kind(
        "effusion",
        "effusion, stroke test",
        "strokes along the knee, lying: up its inside, then down its outside. The numbers are an "
        "order, not distances",
        SideRule.REQUIRED,
        LOWER,
        "Sturgill et al. 2009, J Orthop Sports Phys Ther 39:845",
        grades=(
            Grade("0", 0, "no wave on the downstroke"),
            Grade("trace", 0.5, "a small wave on the inside with the downstroke"),
            Grade("1+", 1, "a larger bulge with the downstroke"),
            Grade("2+", 2, "comes back without a downstroke"),
            Grade("3+", 3, "cannot be moved out of the inside"),
        ),
    ),
    Kind(
        "extension_lag",
        "extension lag",
        "how much of the passive extension the patient does not reach actively",
        SideRule.REQUIRED,
        LOWER,
        "Stillman 2004, Aust J Physiother 50:237",
        scales=(Scale("deg", 0.0, 90.0, digits=1),),
    ),
    Kind(
        "giving_way",
        "giving way since the last visit",
        "asked: has the knee given way since the last visit",
        SideRule.REQUIRED,
        LOWER,
        OURS,
        grades=(Grade("no", 0, "never"), Grade("yes", 1, "at least once")),
    ),
    Kind(
        "note",
        "note",
        "free text for the visit",
        SideRule.OPTIONAL,
        NEITHER,
        OURS,
    ),
)

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _DECLARED}
"""Every kind with a name of its own, in the order in which tables show them."""


def free_kind(label: str, unit: str) -> Kind:
    """A kind that the therapist made up, with one unit; `UnknownKind` for a name that is none."""
    name = own_name(label)
    if not name:
        raise UnknownKind(f"name your own measure {HOW_TO_NAME}")
    return Kind(
        f"{FREE}{name}",
        name,
        "as the therapist decides",
        SideRule.OPTIONAL,
        NEITHER,
        OURS,
        scales=(Scale(unit, -ANY, ANY),),
    )


def kind_named(name: str, unit: str = "") -> Kind:
    """The kind of this name, in any capitals, or a free one in this unit; `UnknownKind`."""
    if name.lower().startswith(FREE):
        return free_kind(name[len(FREE) :], unit)
    plain = name.strip().lower().replace("-", "_")
    if plain in KINDS:
        return KINDS[plain]
    begin_so = [kind for kind in KINDS if plain and kind.startswith(plain)]
    near = " or ".join(begin_so or get_close_matches(plain, KINDS))
    what_now = (
        f"did you mean {near}?" if near else f"baps note kinds lists all; {FREE}NAME is yours"
    )
    raise UnknownKind(f"there is no kind {name!r}: {what_now}")


def words_of(entry: ClinicalEntry) -> str:
    """What an entry is of, as people read it, with the position and the task's words.

    Entries of one kind with other words here are not compared. Its unit stands beside it.
    """
    kind = KINDS.get(entry.kind)
    title = kind.title if kind else entry.kind.removeprefix(FREE)
    told = [str(entry.detail[key]) for key in ("position", "label") if key in entry.detail]
    return ", ".join((title, *(word.replace("_", " ") for word in told)))
