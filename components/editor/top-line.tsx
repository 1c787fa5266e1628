'use client'
import type { Me, OpenLane } from './draft-context'
import { PeopleHere } from './people-here'
import { Saved, Slower } from './saved'
import type { DraftProvider } from './sync/provider'
import { Icon } from './toolbar/icon'
import type { OpenDialog } from './open-dialog'

interface Props {
  readonly title: string
  readonly state: string
  readonly lane: OpenLane
  readonly me: Me
  readonly provider: DraftProvider
  /** Whether closing the tab now loses nothing. */
  readonly isSafe: () => boolean
  /** The text is there. */
  readonly ready: boolean
  readonly hasMargin: boolean
  readonly onOpen: (dialog: OpenDialog) => void
}

const mayOnly: Record<OpenLane, string> = { write: '', comment: 'You can read and comment', read: 'You can read' }

/** Title, state, who is here, Saved. */
export function TopLine({ title, state, lane, me, provider, isSafe, ready, hasMargin, onOpen }: Props) {
  return (
    <div className="top-line">
      <div className="min-w-0">
        <h1 className="top-title">{title}</h1>
        <p className="text-small text-quiet">{state}{mayOnly[lane] && <> · <span className="font-semibold">{mayOnly[lane]}</span></>}</p>
      </div>
      <div className="top-side">
        <span id="suggest-switch" className="empty:hidden" />
        {ready && <button type="button" className="tool tool-words xl:hidden" onClick={() => onOpen('outline')}><Icon name="outline" /> Outline</button>}
        {ready && hasMargin && <button type="button" className="tool tool-words lg:hidden" onClick={() => onOpen('margin')}>Comments <span id="margin-count" className="empty:hidden" /></button>}
        <PeopleHere provider={provider} me={me} />
        <div className="saved-line"><Saved provider={provider} isSafe={isSafe} writes={lane === 'write'} /><Slower provider={provider} /></div>
      </div>
    </div>
  )
}
