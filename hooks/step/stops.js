// @bun
import{en,Ec,Jf,Jr,qa,Ba,Yf}from"./s6.js";export{Jr as bindStep,Ec as goneSteps,Ba as laterSpent,qa as refusedText,Yf as stop,Jf as subagentStop,en as taskOfAgent};
