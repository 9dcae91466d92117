// @bun
import{El,Pl,Al,Vf,ka,ep}from"./s7.js";export{El as KNOWN,Pl as foundCommands,ka as isPersonsLine,Al as otherTests,ep as ownCommands,Vf as testsToRun};
