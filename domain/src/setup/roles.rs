//! Roles: who holds them by default, who is on call for them, and the ones that were added.

use super::people::active;
use super::{Change as C, Done, Turn, check, not_found};
use crate::catalogue::{Group, Role};
use crate::ids::{CustomRoleId, DepartmentId, PersonId};
use crate::limits::{CUSTOM_ROLES_MAX, DEPARTMENTS_MAX, REMOVED_MAX, ROSTER_MAX};
use crate::list::{find, find_mut};
use crate::organisation::{CustomRole, Department, Roster};
use crate::refusal::{Code, Refusal};
use crate::rota::{OnCall, Override, Rota};

pub(super) fn make(turn: &mut Turn, change: &C) -> Done {
    match change {
        C::OrderRoster { role, people } => order(turn, *role, people),
        C::AddDepartment { name } => {
            let all = &turn.draft.departments;
            room("department", all.iter().map(|it| it.removed), DEPARTMENTS_MAX)?;
            let id = DepartmentId(turn.made);
            let name = own_name(turn, Role::Department(id), name)?;
            turn.draft.departments.push(Department { id, name, removed: false });
            Ok(())
        }
        C::RenameDepartment { department, name } => {
            exists(turn, Role::Department(*department))?;
            let name = own_name(turn, Role::Department(*department), name)?;
            let known = find_mut(&mut turn.draft.departments, *department);
            known.ok_or_else(|| not_found("department"))?.name = name;
            Ok(())
        }
        C::RemoveDepartment { department } => {
            unused(turn, Role::Department(*department))?;
            let known = find_mut(&mut turn.draft.departments, *department);
            known.ok_or_else(|| not_found("department"))?.removed = true;
            Ok(())
        }
        C::AddRole { name, group } => {
            let all = &turn.draft.custom_roles;
            room("role", all.iter().map(|it| it.removed), CUSTOM_ROLES_MAX)?;
            let id = CustomRoleId(turn.made);
            let name = own_name(turn, Role::Custom(id), name)?;
            turn.draft.custom_roles.push(CustomRole { id, name, group: *group, removed: false });
            Ok(())
        }
        C::EditRole { role, name, group } => edit(turn, *role, name, *group),
        C::RemoveRole { role } => {
            unused(turn, Role::Custom(*role))?;
            let known = find_mut(&mut turn.draft.custom_roles, *role);
            known.ok_or_else(|| not_found("role"))?.removed = true;
            Ok(())
        }
        C::SetRota { role, rota } => set_rota(turn, *role, rota.as_ref()),
        C::AddOverride { role, stand_in } => add_override(turn, *role, *stand_in),
        _ => Ok(()),
    }
}

/// Whoever is on the list already may stay on it while they are away; nobody who is away is put
/// on it.
fn order(turn: &mut Turn, role: Role, people: &[PersonId]) -> Done {
    exists(turn, role)?;
    if people.len() > ROSTER_MAX {
        return Err(Refusal::with(Code::TooMany, ["people", &ROSTER_MAX.to_string()]));
    }
    check::each_once("people", people)?;
    let before = find(&turn.draft.rosters, role).map_or(&[][..], |roster| &roster.people);
    let new = people.iter().filter(|person| !before.contains(person));
    new.copied().try_for_each(|person| active(turn, person))?;
    turn.draft.rosters.retain(|roster| roster.role != role || !people.is_empty());
    match find_mut(&mut turn.draft.rosters, role) {
        Some(roster) => roster.people = people.into(),
        None if people.is_empty() => {}
        None => turn.draft.rosters.push(Roster { role, people: people.into() }),
    }
    Ok(())
}

fn exists(turn: &Turn, role: Role) -> Done {
    if turn.draft.has_role(role) { Ok(()) } else { Err(not_found("role")) }
}

/// Room for one more, beside those that there are and those whose names records keep.
fn room(what: &str, removed: impl Iterator<Item = bool> + Clone, max: usize) -> Done {
    check::room(what, removed.clone().filter(|removed| !removed).count(), max)?;
    check::room(what, removed.filter(|removed| *removed).count(), REMOVED_MAX)
}

/// A name that no other department or added role has: on the board they stand side by side.
fn own_name(turn: &Turn, role: Role, name: &str) -> Result<String, Refusal> {
    let name = check::name("name", name)?;
    let same = |other: &str| other.to_lowercase() == name.to_lowercase();
    let departments = turn.draft.departments.iter().map(|it| (Role::Department(it.id), &it.name));
    let roles = turn.draft.custom_roles.iter().map(|it| (Role::Custom(it.id), &it.name));
    let mut others = departments.chain(roles).filter(|(id, _)| turn.draft.has_role(*id));
    let taken = others.any(|(id, other)| id != role && same(other));
    if taken { Err(Refusal::with(Code::NameTaken, [&name])) } else { Ok(name) }
}

fn edit(turn: &mut Turn, role: CustomRoleId, name: &str, group: Group) -> Done {
    exists(turn, Role::Custom(role))?;
    let name = own_name(turn, Role::Custom(role), name)?;
    let known = find_mut(&mut turn.draft.custom_roles, role).ok_or_else(|| not_found("role"))?;
    (known.name, known.group) = (name, group);
    Ok(())
}

/// A role in which people are to serve is not removed under them: first its roster and its rotation
/// are emptied, which is a decision about people. Seats in running incidents do not stand in the
/// way: they last until they are empty (`Incident::has_role`). A refusal that named them would tell
/// administrators of incidents that they need not know of.
fn unused(turn: &Turn, role: Role) -> Done {
    exists(turn, role)?;
    if find(&turn.draft.rosters, role).is_some_and(|roster| !roster.people.is_empty()) {
        return Err(Refusal::with(Code::InUse, ["roster"]));
    }
    if find(&turn.draft.rotas, role).is_some() {
        return Err(Refusal::with(Code::InUse, ["rota"]));
    }
    Ok(())
}

fn set_rota(turn: &mut Turn, role: Role, rota: Option<&Rota>) -> Done {
    exists(turn, role)?;
    turn.draft.rotas.retain(|on_call| on_call.role != role || rota.is_some());
    let Some(rota) = rota else { return Ok(()) };
    rota.check(&turn.draft)?;
    match find_mut(&mut turn.draft.rotas, role) {
        Some(on_call) => on_call.rota = rota.clone(),
        None => turn.draft.rotas.push(OnCall { role, rota: rota.clone(), shifts: Vec::new() }),
    }
    Ok(())
}

fn add_override(turn: &mut Turn, role: Role, stand_in: Override) -> Done {
    active(turn, stand_in.person)?;
    if stand_in.until <= turn.now {
        return Err(Code::BadTime.into());
    }
    let known = find(&turn.draft.rotas, role).ok_or_else(|| not_found("rota"))?;
    let mut rota = known.rota.clone();
    rota.overrides.push(stand_in);
    set_rota(turn, role, Some(&rota))
}
