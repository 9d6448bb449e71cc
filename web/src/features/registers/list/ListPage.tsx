import { useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Failed } from '../../../app/Failed'
import { Loading } from '../../../app/Loading'
import { useTitle } from '../../../app/useTitle'
import { KnownRegister, useRegister } from '../data/context'
import { opened } from '../data/memory'
import { named } from '../text/named'
import { ListView } from './ListView'

/** A register: its table, and the record beside it. */
export function ListPage() {
  const { code } = useParams({ from: '/registers/$code' })
  const { known, error, retry } = useRegister(code)
  useTitle(known ? named(known.definition.name, known.language) : '')
  useEffect(() => {
    if (known) opened(code)
  }, [code, known])
  if (!known) return error ? <Failed error={error} retry={retry} /> : <Loading />
  return (
    <KnownRegister known={known}>
      <ListView key={code} />
    </KnownRegister>
  )
}
