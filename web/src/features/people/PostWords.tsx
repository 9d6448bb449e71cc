import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { word } from '../../app/i18n'
import { unitList } from '../../app/queries'
import { registerList } from '../registers/data/queries'
import { named } from '../registers/text/named'
import type { Post } from './data'

/** A post in words: what, where, for which sector. */
export function PostWords({ post }: { post: Post }) {
  const { t, i18n } = useTranslation()
  const units = useQuery(unitList)
  const registers = useQuery(registerList)
  const unit = units.data?.find(({ id }) => id === post.unit)
  const sector = registers.data?.sectors.find(({ code }) => code === post.sector)
  return (
    <span className="post-words">
      {unit && <span lang="zh-CN">{unit.name}</span>} {word(t, 'post', post.role)}
      {post.part_time && t('app.paren', { words: t('unit.partTime') })}
      {sector && t('app.paren', { words: named(sector.name, i18n.language) })}
    </span>
  )
}
