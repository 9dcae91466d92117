// @bun
import{en,Ec,Jf,Kr,qa,Ba,Yf}from"./s5.js";export{Kr as bindStep,Ec as goneSteps,Ba as laterSpent,qa as refusedText,Yf as stop,Jf as subagentStop,en as taskOfAgent};
