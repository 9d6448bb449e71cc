import { expect, it } from 'vitest'
import type { Target } from '../../api/client'
import { alike } from './alike'

it('puts targets that read alike first, and leaves out itself and the dropped', () => {
  const target = (id: string, subject: string, value: number, state = 'proposed') => ({ id, subject, value, kind: 'count', state }) as Target
  const own = target('own', '补建市政消火栓', 3)
  const found = alike(own, [
    own,
    target('far', '校车安全管理', 3),
    target('same', '配合街道补建市政消火栓', 3),
    target('near', '新建市政消火栓', 1),
    target('gone', '补建市政消火栓', 3, 'dropped'),
  ])
  expect(found.map(other => other.id)).toEqual(['same', 'near', 'far'])
})
