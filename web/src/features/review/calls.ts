// The steps of the review as the server knows them.
import { ask, client, type Schemas, type Target } from '../../api/client'

export type Edit = Omit<Schemas['EditInput'], 'version'>

const at = ({ id }: Pick<Target, 'id'>) => ({ params: { path: { id } } })

export const accept = (target: Target) =>
  ask(client.POST('/api/targets/{id}/accept', { ...at(target), body: { version: target.version } }))

export const acceptMany = (targets: Target[]) =>
  ask(client.POST('/api/targets/accept', { body: { targets: targets.map(({ id, version }) => ({ id, version })) } }))

export const drop = (target: Target, reason: string) =>
  ask(client.POST('/api/targets/{id}/drop', { ...at(target), body: { version: target.version, reason } }))

export const restore = (target: Target) =>
  ask(client.POST('/api/targets/{id}/restore', { ...at(target), body: { version: target.version } }))

export const edit = (target: Target, values: Edit) =>
  ask(client.PATCH('/api/targets/{id}', { ...at(target), body: { ...values, version: target.version } }))

export const add = (notice: string, place: { start: number; end: number }, values: Edit) => {
  const { start, end } = place
  return ask(client.POST('/api/notices/{id}/targets', { params: { path: { id: notice } }, body: { ...values, start, end } }))
}

export const split = (target: Target, parts: Schemas['PartInput'][]) =>
  ask(client.POST('/api/targets/{id}/split', { ...at(target), body: { version: target.version, parts } }))

export const merge = (target: Target, others: Target[]) => {
  const body = { version: target.version, others: others.map(({ id, version }) => ({ id, version })) }
  return ask(client.POST('/api/targets/{id}/merge', { ...at(target), body }))
}

export const publication = (notice: string, effect: { effect_from?: string; effect_to?: string } = {}) =>
  ask(client.GET('/api/notices/{id}/publication', { params: { path: { id: notice }, query: effect } }))

/** Brings a target, as it stands now, back to how it stood. */
export async function backTo(now: Target, old: Target): Promise<Target> {
  const words = ({ subject, kind, comparator, value, value_to, unit, period, due, due_recurs, assignments }: Target) => ({
    subject, kind, comparator, value, value_to, unit, period, due, due_recurs, assignments,
  })
  const isEdited = JSON.stringify(words(now)) !== JSON.stringify(words(old))
  let target = isEdited ? await edit(now.state === 'dropped' ? await restore(now) : now, words(old)) : now
  if (target.state === old.state) return target
  target = target.state === 'proposed' ? target : await restore(target)
  if (old.state === 'accepted') return accept(target)
  return old.state === 'dropped' ? drop(target, old.drop_reason ?? '') : target
}
