// @bun
import{al,cl,ll,jp,Ua,Mp}from"./s25.js";export{al as KNOWN,cl as foundCommands,Ua as isPersonsLine,ll as otherTests,Mp as ownCommands,jp as testsToRun};
