// @bun
import{Pl,Al,Cl,Wf,Sa,Hf}from"./s26.js";export{Pl as KNOWN,Al as foundCommands,Sa as isPersonsLine,Cl as otherTests,Hf as ownCommands,Wf as testsToRun};
