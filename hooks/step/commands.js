// @bun
import{Rl,Tl,Ol,Wf,wa,Hf}from"./s58.js";export{Rl as KNOWN,Tl as foundCommands,wa as isPersonsLine,Ol as otherTests,Hf as ownCommands,Wf as testsToRun};
