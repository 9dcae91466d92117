// @bun
import{en,Ec,Yf,Kr,qa,Ba,em}from"./s4.js";export{Kr as bindStep,Ec as goneSteps,Ba as laterSpent,qa as refusedText,em as stop,Yf as subagentStop,en as taskOfAgent};
