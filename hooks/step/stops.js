// @bun
import{sn,Mc,xm,ti,Ka,Qa,vm}from"./s52.js";export{ti as bindStep,Mc as goneSteps,Qa as laterSpent,Ka as refusedText,vm as stop,xm as subagentStop,sn as taskOfAgent};
