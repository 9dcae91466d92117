// @bun
import{Du,Wu,qu,cg,Rc,mg}from"./s52.js";export{Du as KNOWN,Wu as foundCommands,Rc as isPersonsLine,qu as otherTests,mg as ownCommands,cg as testsToRun};
