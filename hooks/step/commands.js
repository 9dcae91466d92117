// @bun
import{il,al,cl,Cp,Ga,Fp}from"./s31.js";export{il as KNOWN,al as foundCommands,Ga as isPersonsLine,cl as otherTests,Fp as ownCommands,Cp as testsToRun};
