import { useTranslation } from 'react-i18next'
import { join } from '../../app/i18n'
import type { Proposal } from './data'

/** What the program proposes, in words. */
export function useProposalWords() {
  const { t } = useTranslation()
  return ({ proposal, clauses }: Proposal) => t(`hazards.judge.proposals.${proposal as 'major'}`, { clauses: join(t, clauses) })
}
