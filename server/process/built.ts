import { prepare } from '../prepare.mjs'

/** The process tests start what `npm start` starts. */
export default (): Promise<void> => prepare(['site', 'pages', 'server'])
