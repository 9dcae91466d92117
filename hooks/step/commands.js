// @bun
import{Du,Wu,qu,lg,Rc,pg}from"./s50.js";export{Du as KNOWN,Wu as foundCommands,Rc as isPersonsLine,qu as otherTests,pg as ownCommands,lg as testsToRun};
