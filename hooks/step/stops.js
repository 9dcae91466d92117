// @bun
import{zn,au,ng,Vi,Kc,Qc,sg}from"./s27.js";export{Vi as bindStep,au as goneSteps,Qc as laterSpent,Kc as refusedText,sg as stop,ng as subagentStop,zn as taskOfAgent};
