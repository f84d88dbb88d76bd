import { uuidv7 } from '@app/kernel'; console.log(uuidv7());
