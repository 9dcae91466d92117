// @bun
import{Qu,Xu,Ju,tg,ml,mg}from"./s81.js";export{Qu as KNOWN,Xu as foundCommands,ml as isPersonsLine,Ju as otherTests,mg as ownCommands,tg as testsToRun};
