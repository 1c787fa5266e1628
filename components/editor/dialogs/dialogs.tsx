'use client'
import { OutlineSheet } from '../outline/outline-sheet'
import type { OpenDialog } from '../open-dialog'
import type { Choice } from '../requirement/hooks'
import { Choices } from './choices'
import { ImageDialog } from './image-dialog'
import { KeyboardHelp } from './keyboard-help'
import { LinkDialog } from './link-dialog'

export interface DialogsProps {
  readonly dialog: OpenDialog
  readonly choice: Choice | null
  readonly onClose: () => void
  readonly onChosen: () => void
}

/** Everything that opens over the page to ask for more. Loaded apart: nobody needs it to read or to type. */
export default function Dialogs({ dialog, choice, onClose, onChosen }: DialogsProps) {
  return (
    <>
      {choice && <Choices choice={choice} onClose={onChosen} />}
      {dialog === 'link' && <LinkDialog onClose={onClose} />}
      {dialog === 'image' && <ImageDialog onClose={onClose} />}
      {dialog === 'help' && <KeyboardHelp onClose={onClose} />}
      {dialog === 'outline' && <OutlineSheet onClose={onClose} />}
    </>
  )
}
