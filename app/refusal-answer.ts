import { type Refusal, refuse, statusOf } from '@/lib/kernel/refusal'

/** A refusal in the one shape that every machine reads. */
export const refusalAnswer = (refusal: Refusal): Response => Response.json({ refusal }, { status: statusOf(refusal), headers: { 'cache-control': 'no-store' } })

/** Outside demo mode there is nothing here, whatever the request. */
export const nothingHere = (): Response => refusalAnswer(refuse('not-found'))
