// @bun
import{en,Ac,Jf,Qr,Ba,Ua,Yf}from"./s5.js";export{Qr as bindStep,Ac as goneSteps,Ua as laterSpent,Ba as refusedText,Yf as stop,Jf as subagentStop,en as taskOfAgent};
