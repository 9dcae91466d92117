// @bun
import{un,qc,fm,Qr,Ga,Ua,mm}from"./s58.js";export{Qr as bindStep,qc as goneSteps,Ua as laterSpent,Ga as refusedText,mm as stop,fm as subagentStop,un as taskOfAgent};
