import type { Notice, Target } from '../../api/client'
import type { Place } from '../../text/marks'
import type { Pointer } from '../paper/pointer'
import * as calls from './calls'
import { DropDialog } from './DropDialog'
import { HeadDialog } from './HeadDialog'
import { MatchDialog } from './MatchDialog'
import { MergeDialog } from './MergeDialog'
import { PublishDialog } from './PublishDialog'
import { SplitDialog } from './SplitDialog'
import { AddDialog, EditDialog } from './TargetForm'
import type { ReviewSteps } from './useReview'

export type Dialog =
  | { what: 'edit' | 'drop' | 'split' | 'merge'; target: Target }
  | { what: 'add'; place: Place | null }
  | { what: 'units' | 'head' | 'publish' }

interface Props {
  notice: Notice
  characters: readonly string[]
  dialog: Dialog
  steps: ReviewSteps
  onDialog: (dialog: Dialog | null) => void
  onSee: (targets: string[], words: string) => void
  onSelected: Pointer
  onNext: () => void
}

/** The one dialog that is open; it closes when its step is done. */
export function Dialogs({ notice, characters, dialog, steps, onDialog, onSee, onSelected, onNext }: Props) {
  const close = () => onDialog(null)
  const { busy } = steps
  const then = (done: unknown, after?: () => void) => {
    if (!done) return
    close()
    after?.()
  }
  switch (dialog.what) {
    case 'edit':
      return <EditDialog target={dialog.target} busy={busy} onClose={close} onSave={values => void steps.edit(dialog.target, values).then(done => then(done))} />
    case 'drop':
      return (
        <DropDialog target={dialog.target} busy={busy} onClose={close} onDrop={reason => void steps.drop(dialog.target, reason).then(done => then(done, onNext))} />
      )
    case 'split':
      return (
        <SplitDialog
          target={dialog.target}
          busy={busy}
          onClose={close}
          onSplit={parts => void steps.whole(() => calls.split(dialog.target, parts)).then(done => then(done))}
        />
      )
    case 'merge':
      return (
        <MergeDialog
          target={dialog.target}
          targets={notice.target_list}
          busy={busy}
          onClose={close}
          onMerge={others => void steps.whole(() => calls.merge(dialog.target, others)).then(done => then(done))}
        />
      )
    case 'add':
      return (
        <AddDialog
          text={notice.text}
          characters={characters}
          place={dialog.place}
          busy={busy}
          onClose={close}
          onSave={(place, values) =>
            void steps.whole(() => calls.add(notice.id, place, values)).then(done => then(done, () => onSelected.select(done?.id)))
          }
        />
      )
    case 'units':
      return <MatchDialog notice={notice} onClose={close} />
    case 'head':
      return <HeadDialog notice={notice} onClose={close} />
    case 'publish':
      return (
        <PublishDialog notice={notice} onClose={close} onSee={onSee} onHead={() => onDialog({ what: 'head' })} onUnits={() => onDialog({ what: 'units' })} />
      )
  }
}
