// @bun
import{Ya,el,tl,wf,qi,$f}from"./s17.js";export{Ya as KNOWN,el as foundCommands,qi as isPersonsLine,tl as otherTests,$f as ownCommands,wf as testsToRun};
